import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { settledOf } from '@/lib/domain/bulk/run'
import type { RunListRow } from '@/lib/features/bulk/queries/runs'
import type { KeysetPage } from '@/lib/platform/keyset'
import { ManyTabs } from './many-tabs'
import { runTone, useKindName } from './run-words'

/** The partner's bulk runs, newest first. */
export function RunList({ page, raw }: { page: KeysetPage<RunListRow>; raw: RawSearch }) {
  const t = useTranslations('bulk.list')
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <ManyTabs current="bulk" />
      <DataTable
        caption={t('title')}
        captionHidden
        dense
        columns={useColumns()}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={t('empty')}
            action={
              <ButtonLink size="dense" href="/staff/applications">
                {t('empty_action')}
              </ButtonLink>
            }
          >
            {t('empty_body')}
          </EmptyState>
        }
      />
      <ListFoot path="/staff/bulk" raw={raw} page={page} />
    </>
  )
}

function useColumns(): Column<RunListRow>[] {
  const t = useTranslations('bulk')
  const kindName = useKindName()
  return [
    {
      key: 'kind',
      header: t('list.kind'),
      cell: (row) => (
        <Link
          href={`/staff/bulk/${row.id}`}
          className="font-semibold text-brand underline underline-offset-3"
        >
          {kindName(row.kind)}
        </Link>
      ),
    },
    {
      key: 'state',
      header: t('list.state'),
      cell: (row) => <Badge tone={runTone[row.state]}>{t(`state.${row.state}`)}</Badge>,
    },
    {
      key: 'progress',
      header: t('list.progress'),
      cell: (row) =>
        row.state === 'judging' || row.state === 'judged'
          ? t('list.would_change', { count: row.wouldChange, total: row.total })
          : t('list.progress_of', { settled: settledOf(row), total: row.total }),
    },
    { key: 'by', header: t('list.by'), cell: (row) => row.by },
    { key: 'made', header: t('list.made'), cell: (row) => <Instant at={row.createdAt} /> },
  ]
}
