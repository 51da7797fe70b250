import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DataTable } from '@/components/ui/data-table'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { decisionKinds } from '@/lib/domain/decisions/decision'
import type { ReleaseView } from '@/lib/features/decisions/queries/releases'
import { instantIn } from '@/lib/platform/i18n/formats'
import { kindTone } from './decision-words'

/** What the last dry run counted: by kind, by pool with the seats that would be left, and what blocks. */
export function ReleaseDryRun({ release }: { release: ReleaseView }) {
  const t = useTranslations('decisions')
  const locale = useLocale()
  const { dryRun } = release
  if (!dryRun) return <p className="text-sm text-muted">{t('release.not_run')}</p>
  const taken = release.pools.filter(({ wanted }) => wanted > 0)
  return (
    <>
      <p>{t('release.ran', { at: instantIn(locale, dryRun.ranAt), by: dryRun.by, count: dryRun.total })}</p>
      <p className="flex flex-wrap gap-2">
        {decisionKinds.map((kind) => (
          <Badge key={kind} tone={kindTone[kind]}>
            {t(`kinds.${kind}`)} <span className="figures">{dryRun.counts[kind]}</span>
          </Badge>
        ))}
      </p>
      <p className="text-sm text-muted">
        {t('release.fingerprint')}: <code className="figures">{dryRun.fingerprint.slice(0, 16)}</code>
      </p>
      {release.hasChanged && (
        <Notice tone="warn">
          <p>{t('release.changed')}</p>
        </Notice>
      )}
      <Blocks release={release} />
      {taken.length > 0 && (
        <DataTable
          dense
          stacks
          caption={t('release.counts')}
          rows={taken}
          rowKey={({ programmeId, category }) => `${programmeId} ${category}`}
          columns={[
            { key: 'programme', header: t('board.programme'), cell: ({ programme }) => programme },
            {
              key: 'category',
              header: t('board.category'),
              cell: ({ category }) => t(`categories.${category}`),
            },
            {
              key: 'left',
              header: t('board.left'),
              numeric: true,
              cell: (pool) => pool.capacity - pool.taken,
            },
            { key: 'wanted', header: t('release.wanted'), numeric: true, cell: ({ wanted }) => wanted },
          ]}
        />
      )}
    </>
  )
}

function Blocks({ release: { blocks } }: { release: ReleaseView }) {
  const t = useTranslations('decisions')
  const refusals = useTranslations('refusals')
  if (blocks.length === 0) return null
  return (
    <Notice tone="bad" title={t('release.blocked')}>
      <ul className="list-disc ps-5">
        {blocks.map((block, at) => (
          <li key={at}>
            {'kind' in block ? (
              <>
                {t('release.block_template', { kind: t(`kinds.${block.kind}`), count: block.count })}{' '}
                <TextLink href="/staff/decisions/letters">{t('release.to_letters')}</TextLink>
              </>
            ) : 'pool' in block ? (
              t('release.block_seats', {
                programme: block.programme ?? '',
                category: t(`categories.${block.pool.category}`),
                missing: block.count,
              })
            ) : block.code === 'decision_nothing_open' ? (
              t('release.block_empty')
            ) : (
              <>
                {t('release.block', { count: block.count })}
                {refusals(block.code)}
              </>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
