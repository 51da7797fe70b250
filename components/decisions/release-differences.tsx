import { useLocale, useTranslations } from 'next-intl'
import type { DryRunLine } from '@/lib/domain/decisions/dry-run'
import type { ReleaseView } from '@/lib/features/decisions/queries/releases'
import { instantIn } from '@/lib/platform/i18n/formats'

const shown = 20

/** Who is new, gone, or would get something else than the dry run before said. */
export function ReleaseDifferences({
  differences,
}: {
  differences: NonNullable<ReleaseView['differences']>
}) {
  const t = useTranslations('decisions')
  const locale = useLocale()
  const { added, removed, changed, since } = differences
  const before = since ? t('release.since', { at: instantIn(locale, since) }) : t('release.first_ever')
  if (added.length + removed.length + changed.length === 0)
    return (
      <p>
        {t('release.no_difference')} <span className="text-muted">({before})</span>
      </p>
    )
  const nameOf = ({ number, name, kind }: DryRunLine) => `${number} ${name} (${t(`kinds.${kind}`)})`
  return (
    <>
      <p className="text-sm text-muted">{before}</p>
      <Group title={t('release.added', { count: added.length })} entries={added.map(nameOf)} />
      <Group title={t('release.removed', { count: removed.length })} entries={removed.map(nameOf)} />
      <Group
        title={t('release.kind_changed', { count: changed.length })}
        entries={changed.map(
          ({ before: was, after }) =>
            `${after.number} ${after.name}: ${t('release.from_to', { before: t(`kinds.${was.kind}`), after: t(`kinds.${after.kind}`) })}`,
        )}
      />
    </>
  )
}

function Group({ title, entries }: { title: string; entries: string[] }) {
  const t = useTranslations('decisions.release')
  if (entries.length === 0) return null
  return (
    <div>
      <h3 className="text-base">{title}</h3>
      <ul className="list-disc ps-5 text-sm">
        {entries.slice(0, shown).map((entry) => (
          <li key={entry}>{entry}</li>
        ))}
        {entries.length > shown && <li>{t('and_more', { count: entries.length - shown })}</li>}
      </ul>
    </div>
  )
}
