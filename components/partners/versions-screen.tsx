import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Select } from '@/components/ui/select'
import type { VersionLine, VersionsPage } from '@/lib/features/partners/queries/intakes'
import { IntakeFrame } from './intake-frame'
import { TermsDifference } from './terms-value'

const tones = { draft: 'warn', published: 'good', retired: 'neutral' } as const

/** Every version of an intake's terms, and two of them laid beside each other. */
export function VersionsScreen({ page: { intake, versions, compared, names } }: { page: VersionsPage }) {
  const t = useTranslations('admin.versions')
  const columns: Column<VersionLine>[] = [
    { key: 'version', header: t('version'), cell: ({ version }) => t('no', { version }) },
    { key: 'state', header: t('state'), cell: ({ state }) => <Badge tone={tones[state]}>{t(state)}</Badge> },
    {
      key: 'at',
      header: t('published_at'),
      cell: ({ publishedAt }) => (publishedAt ? <Instant at={publishedAt} /> : '–'),
    },
    { key: 'by', header: t('by'), cell: ({ by }) => by ?? '–' },
    { key: 'note', header: t('note'), cell: ({ note }) => note || '–' },
    {
      key: 'reaches',
      header: t('reaches'),
      cell: ({ reaches }) =>
        reaches.length > 0 ? reaches.map((reach) => t(`reach.${reach}`)).join(', ') : t('reach.none'),
    },
  ]
  return (
    <IntakeFrame intake={intake} tab="versions">
      <DataTable
        dense
        stacks
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={versions}
        rowKey={({ id }) => id}
        empty={<p className="text-muted">{t('none')}</p>}
      />
      {compared && (
        <Panel
          id="differences"
          title={t('between', { before: compared.before.version, after: compared.after.version })}
        >
          <form className="flex flex-wrap items-end gap-3">
            {(['before', 'after'] as const).map((side) => (
              <Select
                key={side}
                name={side}
                label={t(`${side}_label`)}
                defaultValue={String(compared[side].version)}
                options={versions.map(({ version }) => ({
                  value: String(version),
                  label: t('no', { version }),
                }))}
                className="min-h-9! min-w-0! py-1! text-sm!"
              />
            ))}
            <Button type="submit" look="secondary" size="dense">
              {t('compare')}
            </Button>
          </form>
          <TermsDifference
            before={compared.before.content}
            after={compared.after.content}
            changed={compared.changed}
            names={names}
            labels={{
              before: t('no', { version: compared.before.version }),
              after: t('no', { version: compared.after.version }),
            }}
          />
        </Panel>
      )}
    </IntakeFrame>
  )
}
