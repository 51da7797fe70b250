import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FilterBar, FilterSelect, SearchBox } from '@/components/staff/filter-bar'
import type { RawSearch } from '@/components/staff/list-address'
import { IdCell } from '@/components/staff/id-cell'
import { ListFoot } from '@/components/staff/list-foot'
import { orderTone, paymentTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { TextLink } from '@/components/ui/text-link'
import { type PaymentState, paymentStates } from '@/lib/domain/payments/ledger'
import { type DeskFilter, orderShows } from '@/lib/domain/payments/desk-filter'
import type { OrderListRow } from '@/lib/features/payments/queries/staff'
import type { KeysetPage } from '@/lib/platform/keyset'
import { DeskEmpty } from './desk-search'

const path = '/staff/payments'

/** Every gateway order with what became of it. */
export function StaffOrders({
  raw,
  filter,
  page,
  children,
}: {
  raw: RawSearch
  filter: DeskFilter
  page: KeysetPage<OrderListRow>
  /** What the search box found elsewhere. */
  children?: ReactNode
}) {
  const t = useTranslations('staff')
  const desk = useTranslations('desk')
  const isFiltered = Boolean(filter.show || filter.search)
  return (
    <>
      <FilterBar path={path} raw={raw} isFiltered={isFiltered}>
        <SearchBox label={t('payments.search')} hint={desk('search_in.orders')} value={filter.search} />
        <FilterSelect
          name="show"
          label={t('payments.show')}
          all={t('payments.show_all')}
          value={filter.show}
          options={orderShows.map((show) => ({ value: show, label: t(`payments.shows.${show}`) }))}
        />
      </FilterBar>
      {children}
      <DataTable
        dense
        caption={t('payments.orders')}
        captionHidden
        columns={useColumns()}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={
          filter.search ? (
            <DeskEmpty view="orders" raw={raw} title={t('payments.none')} />
          ) : (
            <EmptyState
              title={t('payments.none')}
              action={
                <ButtonLink
                  size="dense"
                  look="secondary"
                  href={isFiltered ? path : '/staff/applications?step=fee_due'}
                >
                  {t(isFiltered ? 'filter.clear' : 'payments.none_action')}
                </ButtonLink>
              }
            >
              {t('payments.none_body')}
            </EmptyState>
          )
        }
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}

function useColumns(): Column<OrderListRow>[] {
  const t = useTranslations('staff')
  const tryOf = (state: string | null) => {
    const known = paymentStates.find((one): one is PaymentState => one === state)
    return known ? <Badge tone={paymentTone[known]}>{t(`payment_state.${known}`)}</Badge> : '–'
  }
  return [
    {
      key: 'application',
      header: t('applications.number'),
      cell: (row) => (
        <span className="flex flex-col items-start whitespace-nowrap">
          <TextLink href={`/staff/applications/${row.applicationNumber}`}>{row.applicationNumber}</TextLink>
          {row.applicantName}
        </span>
      ),
    },
    {
      key: 'state',
      header: t('payments.state'),
      cell: (row) => (
        <span className="flex flex-col items-start gap-1">
          <Badge tone={orderTone[row.state]}>{t(`order_state.${row.state}`)}</Badge>
          {row.lastErrorKind && <Badge tone="bad">{t('error_kind', { kind: row.lastErrorKind })}</Badge>}
        </span>
      ),
    },
    { key: 'amount', header: t('fee.amount'), numeric: true, cell: (row) => <Money paise={row.paise} /> },
    { key: 'tries', header: t('fee.tries'), numeric: true, cell: (row) => row.tries },
    { key: 'last', header: t('payments.last_try'), cell: (row) => tryOf(row.lastTry) },
    {
      key: 'receipt',
      header: t('fee.receipt'),
      cell: (row) => <IdCell value={row.receiptNumber} label={t('fee.receipt')} />,
    },
    { key: 'refunds', header: t('payments.refunds_open'), numeric: true, cell: (row) => row.refundsOpen },
    {
      key: 'next',
      header: t('fee.next_check'),
      cell: (row) => (row.nextCheckAt ? <Instant at={row.nextCheckAt} /> : '–'),
    },
    {
      key: 'made',
      header: t('payments.made'),
      cell: (row) => (
        <TextLink href={`/staff/payments/orders/${row.id}`} className="whitespace-nowrap">
          <Instant at={row.createdAt} dateOnly />
        </TextLink>
      ),
    },
  ]
}
