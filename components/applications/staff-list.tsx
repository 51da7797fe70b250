import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import type { GridColumn } from '@/components/staff/grid'
import { packRows } from '@/components/staff/grid-rows'
import { listAddress, type RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { ListRegion } from '@/components/staff/list-region'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageTitle } from '@/components/ui/page-title'
import { ColumnChooser } from '@/components/views/column-chooser'
import { viewAddress } from '@/components/views/view-address'
import { ViewBar } from '@/components/views/view-bar'
import { type ListColumn, listColumns, usualColumns } from '@/lib/domain/applications/columns'
import { type ApplicationFilter, isNarrowed, writeApplicationFilter } from '@/lib/domain/applications/filter'
import type { SortField } from '@/lib/domain/applications/sort'
import { type Permission, type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { FilterChoices } from '@/lib/features/applications/queries/filter-choices'
import type { ApplicationPage } from '@/lib/features/applications/queries/staff-list'
import type { ListView, ViewLayout } from '@/lib/features/views/queries'
import type { BulkAction } from './bulk-bar'
import { useCells } from './list-cells'
import { ListFilters } from './list-filters'
import { StaffGrid } from './staff-grid'

const path = '/staff/applications'

/** The partner's applications: views, filter and order in the address, keyset pages, choice across pages, keyboard. */
export function StaffApplications({
  page,
  filter,
  choices,
  views,
  view,
  layout,
  raw,
  role,
}: {
  page: ApplicationPage
  filter: ApplicationFilter
  choices: FilterChoices
  views: ListView[]
  view: ListView | null
  layout: ViewLayout
  raw: RawSearch
  role: StaffRole
}) {
  const t = useTranslations('staff')
  const query = writeApplicationFilter(filter).toString()
  const own = {
    ...Object.fromEntries(new URLSearchParams(query)),
    view: view?.id ?? raw.view,
    dense: raw.dense,
  }
  const isDense = raw.dense === undefined ? layout.isDense : raw.dense !== '0'
  const sharing = roleMay(role, 'views.share') ? null : t('not_your_role', { role: t(`role.${role}`) })
  return (
    <ClientMessages also={['lists', 'refusals']}>
      <PageTitle dense actions={<ListActions raw={own} {...{ view, layout, isDense, role }} />}>
        {t('applications.title')}
      </PageTitle>
      <ViewBar {...{ views, query, sharing }} current={view} columns={layout.columns} />
      <ListFilters {...{ filter, choices, path }} raw={own} allHref={viewAddress('all')} />
      <ListRegion path={path}>
        {page.rows.length === 0 ? (
          <NothingFound isNarrowed={isNarrowed(filter)} isBeyond={Boolean(raw.after || raw.before)} />
        ) : (
          <Rows key={query} {...{ page, filter, query, layout, isDense, role }} raw={own} />
        )}
        <ListFoot path={path} raw={own} page={page} total={page.matching} isBeyond={Boolean(raw.after)} />
      </ListRegion>
    </ClientMessages>
  )
}

function ListActions({
  raw,
  view,
  layout,
  isDense,
  role,
}: {
  raw: RawSearch
  view: ListView | null
  layout: ViewLayout
  isDense: boolean
  role: StaffRole
}) {
  const t = useTranslations('staff')
  const labelOf = useColumnLabels()
  return (
    <>
      <ButtonLink look="quiet" size="dense" href="/staff/bulk">
        {t('applications.many')}
      </ButtonLink>
      {roleMay(role, 'applicants.link') && (
        <ButtonLink look="quiet" size="dense" href="/staff/duplicates">
          {t('applications.duplicates')}
        </ButtonLink>
      )}
      <ButtonLink
        look="secondary"
        size="dense"
        href={listAddress(path, raw, { dense: isDense ? '0' : '1' })}
        aria-keyshortcuts="d"
      >
        {t(isDense ? 'list.roomy' : 'list.dense')}
      </ButtonLink>
      <ColumnChooser
        key={`${view?.id} ${layout.columns.join(' ')} ${layout.isDense}`}
        view={view?.id ?? 'all'}
        columns={listColumns.filter((key) => key !== 'number').map((key) => ({ key, label: labelOf(key) }))}
        shown={layout.columns}
        usual={usualColumns}
        isDense={layout.isDense}
      />
    </>
  )
}

function Rows({
  page,
  filter,
  query,
  layout,
  isDense,
  role,
  raw,
}: {
  page: ApplicationPage
  filter: ApplicationFilter
  query: string
  layout: ViewLayout
  isDense: boolean
  role: StaffRole
  raw: RawSearch
}) {
  const t = useTranslations('staff')
  const cellOf = useCells(query, isDense)
  const labelOf = useColumnLabels()
  const columns: GridColumn[] = listColumns.map((key) => ({
    key,
    header: labelOf(key),
    numeric: key === 'score' || key === 'review_score',
    sortBy: sortOf[key],
  }))
  return (
    <StaffGrid
      caption={t('applications.title')}
      path={path}
      address={listAddress('', raw, {}).slice(1)}
      columns={columns}
      order={layout.columns}
      rows={packRows(
        page.rows.map((row) => ({
          id: row.id,
          label: `${row.number} ${row.fullName}`,
          cells: layout.columns.map((column) => cellOf(row, column)),
        })),
      )}
      sort={filter.sort ?? []}
      dense={isDense}
      matching={page.matching}
      filter={[...new URLSearchParams(query)].filter(([name]) => name !== 'sort')}
      actions={useBulkActions(role)}
    />
  )
}

function useColumnLabels(): (column: ListColumn) => string {
  const l = useTranslations('lists.column')
  return (column) => l(column)
}

const sortOf: Partial<Record<ListColumn, SortField>> = {
  number: 'number',
  applicant: 'name',
  score: 'score',
  review_score: 'review_score',
  submitted: 'submitted',
  begun: 'created',
  updated: 'updated',
}

/** What can be done to many at once, with what one must be allowed for it. */
const bulkKinds = {
  assign_reviewer: 'applications.assign',
  move_stage: 'applications.assign',
  message: 'messages.send',
  waive_fee: 'fees.waive',
  recheck_assessment: 'assessments.check',
  export: 'applications.export',
} as const satisfies Record<string, Permission>

function useBulkActions(role: StaffRole): BulkAction[] {
  const t = useTranslations('staff')
  const l = useTranslations('lists.bulk.kind')
  return (Object.keys(bulkKinds) as (keyof typeof bulkKinds)[]).map((kind) => ({
    kind,
    label: l(kind),
    lockedBecause: roleMay(role, bulkKinds[kind]) ? null : t('not_your_role', { role: t(`role.${role}`) }),
  }))
}

function NothingFound({ isNarrowed, isBeyond }: { isNarrowed: boolean; isBeyond: boolean }) {
  const t = useTranslations('staff')
  const kind = isNarrowed || isBeyond ? 'filtered' : 'none'
  return (
    <EmptyState
      title={t(`applications.empty_${kind}`)}
      action={
        <ButtonLink size="dense" href={kind === 'filtered' ? viewAddress('all') : '/programmes'}>
          {t(`applications.empty_${kind}_action`)}
        </ButtonLink>
      }
    >
      {t(`applications.empty_${kind}_body`)}
    </EmptyState>
  )
}
