import { ArrowDownLeft, ArrowUpRight, RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { CallFilter } from '@/lib/domain/partners/calls'
import type { CallListRow } from '@/lib/features/partners/queries/integration-log'
import type { KeysetPage } from '@/lib/platform/keyset'
import { CallOutcome } from './call-outcome'
import { LogFilter } from './log-filter'
import { LogTabs } from './log-tabs'

const path = '/staff/integrations'

/** Every exchange with an outside system, newest first, like an event log: what, with whom, how it ended, what we concluded. */
export function IntegrationLog({
  raw,
  filter,
  page,
  labels,
}: {
  raw: RawSearch
  filter: CallFilter
  page: KeysetPage<CallListRow>
  labels: string[]
}) {
  const t = useTranslations('staff')
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <>
      <PageTitle dense>{t('integrations.title')}</PageTitle>
      <LogTabs here="log" />
      <LogFilter path={path} raw={raw} filter={filter} labels={labels} isFiltered={isFiltered} />
      <DataTable
        dense
        caption={t('integrations.title')}
        captionHidden
        columns={useColumns()}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={t('integrations.none')}
            action={
              <ButtonLink size="dense" look="secondary" href={isFiltered ? path : '/staff'}>
                {t(isFiltered ? 'filter.clear' : 'not_found.home')}
              </ButtonLink>
            }
          >
            {t('integrations.none_body')}
          </EmptyState>
        }
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}

function useColumns(): Column<CallListRow>[] {
  const t = useTranslations('staff')
  return [
    {
      key: 'at',
      header: t('integrations.time'),
      cell: (row) => (
        <TextLink href={`${path}/${row.id}`}>
          <Instant at={row.at} />
        </TextLink>
      ),
    },
    {
      key: 'direction',
      header: t('integrations.direction'),
      cell: (row) => (
        <span className="flex gap-1">
          <Badge icon={row.direction === 'out' ? ArrowUpRight : ArrowDownLeft}>
            {t(`direction.${row.direction}`)}
          </Badge>
          {row.replayOf && <Badge icon={RotateCcw}>{t('integrations.replay_mark')}</Badge>}
        </span>
      ),
    },
    { key: 'purpose', header: t('integrations.purpose'), cell: (row) => t(`purpose.${row.purpose}`) },
    {
      key: 'connection',
      header: t('integrations.connection'),
      cell: (row) => row.connection ?? t('integrations.mail'),
    },
    {
      key: 'status',
      header: t('integrations.outcome'),
      cell: (row) => <CallOutcome status={row.status} errorKind={row.errorKind} />,
    },
    {
      key: 'ms',
      header: t('integrations.took'),
      numeric: true,
      cell: (row) => (
        <span className="whitespace-nowrap">
          {row.durationMs === null ? '–' : t('integrations.ms', { ms: row.durationMs })}
        </span>
      ),
    },
    {
      key: 'conclusion',
      header: t('integrations.conclusion'),
      cell: (row) => (
        <span lang="en" className="line-clamp-2 max-w-96 min-w-40 wrap-anywhere">
          {row.conclusion ?? '–'}
        </span>
      ),
    },
    {
      key: 'application',
      header: t('applications.number'),
      cell: (row) =>
        row.applicationNumber ? (
          <TextLink href={`/staff/applications/${row.applicationNumber}`}>{row.applicationNumber}</TextLink>
        ) : (
          '–'
        ),
    },
  ]
}
