import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { TabLinks } from '@/components/ui/tab-links'
import { TextLink } from '@/components/ui/text-link'
import type { ItemFilter, ItemRow } from '@/lib/features/bulk/queries/items'
import type { BulkRunView } from '@/lib/features/bulk/queries/runs'
import { itemTone, useReasonWords, verdictTone } from './run-words'

export type ItemsPage = { rows: ItemRow[]; filter: ItemFilter; isFirst: boolean; nextAfter: string | null }

/** The applications of a run, narrowed to an outcome, each with its link; the same as a CSV. */
export function RunItems({ run, items }: { run: BulkRunView; items: ItemsPage }) {
  const t = useTranslations('bulk')
  const isDry = run.state === 'judged' || run.confirmedAt === null
  const path = `/staff/bulk/${run.id}`
  const name = isDry ? 'verdict' : 'outcome'
  const chosen = isDry ? items.filter.verdict : items.filter.state
  const words = isDry
    ? (['change', 'already', 'refused'] as const)
    : (['done', 'skipped', 'refused', 'pending'] as const)
  const address = (changes: Record<string, string>) => {
    const query = new URLSearchParams({ ...(chosen ? { [name]: chosen } : {}), ...changes }).toString()
    return query === '' ? path : `${path}?${query}`
  }
  return (
    <Panel
      id="items"
      title={t('run.items')}
      aside={
        <ButtonLink size="dense" look="secondary" href={`${path}/results`} prefetch={false}>
          {t('run.csv')}
        </ButtonLink>
      }
    >
      <TabLinks
        label={t('run.outcome')}
        tabs={[
          { href: path, label: t('run.all'), current: !chosen },
          ...words.map((word) => ({
            href: `${path}?${name}=${word}`,
            label: t(isDry ? `verdict.${word}` : `item.${word}`),
            current: chosen === word,
          })),
        ]}
      />
      <DataTable
        caption={t('run.items')}
        captionHidden
        dense
        stacks
        columns={useColumns(isDry)}
        rows={items.rows}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('run.no_items')}>{t('run.no_items_body')}</EmptyState>}
      />
      <div className="flex gap-2">
        {!items.isFirst && (
          <ButtonLink size="dense" look="quiet" href={address({})}>
            {t('run.first')}
          </ButtonLink>
        )}
        {items.nextAfter && (
          <ButtonLink size="dense" look="secondary" href={address({ after: items.nextAfter })}>
            {t('run.more')}
          </ButtonLink>
        )}
      </div>
    </Panel>
  )
}

function useColumns(isDry: boolean): Column<ItemRow>[] {
  const t = useTranslations('bulk')
  const words = useReasonWords()
  const columns: Column<ItemRow>[] = [
    {
      key: 'number',
      header: t('run.number'),
      cell: (row) => (
        <TextLink
          className="figures font-semibold whitespace-nowrap"
          href={`/staff/applications/${row.number}`}
        >
          {row.number}
        </TextLink>
      ),
    },
    { key: 'applicant', header: t('run.applicant'), cell: (row) => row.fullName },
    {
      key: 'outcome',
      header: t('run.outcome'),
      cell: (row) => {
        if (!isDry) return <Badge tone={itemTone[row.state]}>{t(`item.${row.state}`)}</Badge>
        return row.verdict && <Badge tone={verdictTone[row.verdict]}>{t(`verdict.${row.verdict}`)}</Badge>
      },
    },
    {
      key: 'why',
      header: t('run.why'),
      cell: (row) => {
        const code = isDry ? row.verdictReason : row.reason
        return code ? words(code, isDry ? row.verdictParams : row.reasonParams) : '–'
      },
    },
  ]
  if (isDry) return columns
  return [
    ...columns,
    {
      key: 'at',
      header: t('run.settled_at'),
      cell: (row) => (row.settledAt ? <Instant at={row.settledAt} /> : '–'),
    },
  ]
}
