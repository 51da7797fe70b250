import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { TextLink } from '@/components/ui/text-link'
import type { CallListRow } from '@/lib/features/partners/queries/integration-log'
import { CallOutcome } from './call-outcome'

/** The tries of one purpose at one thing, the open one marked: how often it took, and what each came to. */
export function CallTries({ tries, here }: { tries: CallListRow[]; here: string }) {
  const t = useTranslations('staff.integrations')
  const columns: Column<CallListRow>[] = [
    {
      key: 'at',
      header: t('time'),
      cell: (row) =>
        row.id === here ? (
          <span className="flex flex-wrap items-center gap-2">
            <Instant at={row.at} /> <Badge tone="info">{t('this_one')}</Badge>
          </span>
        ) : (
          <TextLink href={`/staff/integrations/${row.id}`}>
            <Instant at={row.at} />
          </TextLink>
        ),
    },
    {
      key: 'outcome',
      header: t('outcome'),
      cell: (row) => <CallOutcome status={row.status} errorKind={row.errorKind} />,
    },
    {
      key: 'ms',
      header: t('took'),
      numeric: true,
      cell: (row) => (row.durationMs === null ? '–' : t('ms', { ms: row.durationMs })),
    },
    { key: 'conclusion', header: t('conclusion'), cell: (row) => row.conclusion ?? '–' },
  ]
  return (
    <DataTable
      dense
      stacks
      caption={t('tries')}
      captionHidden
      columns={columns}
      rows={tries}
      rowKey={({ id }) => id}
      empty={<p className="text-sm text-muted">{t('no_tries')}</p>}
    />
  )
}
