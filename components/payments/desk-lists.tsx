import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { listAddress, type RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { paymentTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { TextLink } from '@/components/ui/text-link'
import type {
  CouponListRow,
  ExceptionListRow,
  OfflineListRow,
  PaymentListRow,
  SettlementListRow,
  WaiverListRow,
} from '@/lib/features/payments/queries/desk-lists'
import type { KeysetPage } from '@/lib/platform/keyset'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import { DeskEmpty } from './desk-search'
import { PaymentMethod } from './payment-method'
import type { DeskView } from './staff-payment-tabs'

const path = '/staff/payments'
export const offlineTone = { proposed: 'warn', approved: 'good', rejected: 'neutral' } as const
export const exceptionTone = { open: 'warn', fixed: 'good', closed: 'neutral', gone: 'neutral' } as const
type Listed<Row> = { raw: RawSearch; page: KeysetPage<Row> }

function DeskTable<Row extends { id: string }>({
  raw,
  page,
  view,
  caption,
  columns,
  empty,
}: Listed<Row> & { view: DeskView; caption: string; columns: Column<Row>[]; empty: string }) {
  return (
    <>
      <DataTable
        dense
        caption={caption}
        captionHidden
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={<DeskEmpty view={view} raw={raw} title={empty} />}
      />
      <ListFoot path={path} raw={raw} page={page} of={caption} />
    </>
  )
}

const applicationColumn = <Row extends { applicationNumber: string; applicantName: string }>(
  header: string,
): Column<Row> => ({
  key: 'application',
  header,
  cell: (row) => (
    <span className="flex flex-col items-start whitespace-nowrap">
      <TextLink href={`/staff/applications/${row.applicationNumber}#fee`}>{row.applicationNumber}</TextLink>
      {row.applicantName}
    </span>
  ),
})

/** A switch above a list: only what is open, or all. */
export function ListSwitch({
  raw,
  name,
  on,
  off,
}: {
  raw: RawSearch
  name: string
  on: string
  off: string
}) {
  const isOn = raw[name] === '1'
  return (
    <ButtonLink look="secondary" size="dense" href={listAddress(path, raw, { [name]: isOn ? null : '1' })}>
      {isOn ? off : on}
    </ButtonLink>
  )
}

export function PaymentsTable(props: Listed<PaymentListRow>) {
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  return (
    <DeskTable
      {...props}
      view="payments"
      caption={t('tabs.payments')}
      empty={t('empty.payments')}
      columns={[
        {
          key: 'id',
          header: ts('fee.payment'),
          cell: (row) => <TextLink href={`${path}/payments/${row.id}`}>{row.gatewayPaymentId}</TextLink>,
        },
        applicationColumn(ts('applications.number')),
        {
          key: 'state',
          header: ts('payments.state'),
          cell: (row) => <Badge tone={paymentTone[row.state]}>{ts(`payment_state.${row.state}`)}</Badge>,
        },
        { key: 'paise', header: ts('fee.amount'), numeric: true, cell: (row) => <Money paise={row.paise} /> },
        { key: 'method', header: t('method'), cell: (row) => <PaymentMethod method={row.method} /> },
        { key: 'at', header: t('at'), cell: (row) => <Instant at={row.gatewayAt} /> },
      ]}
    />
  )
}

export function OfflineTable(props: Listed<OfflineListRow>) {
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  return (
    <DeskTable
      {...props}
      view="offline"
      caption={t('tabs.offline')}
      empty={t('empty.offline')}
      columns={[
        {
          key: 'reference',
          header: t('reference'),
          cell: (row) => <TextLink href={`${path}/offline/${row.id}`}>{row.reference}</TextLink>,
        },
        applicationColumn(ts('applications.number')),
        {
          key: 'state',
          header: ts('payments.state'),
          cell: (row) => <Badge tone={offlineTone[row.state]}>{t(`offline_state.${row.state}`)}</Badge>,
        },
        { key: 'paise', header: ts('fee.amount'), numeric: true, cell: (row) => <Money paise={row.paise} /> },
        { key: 'method', header: t('method'), cell: (row) => <PaymentMethod method={row.method} /> },
        { key: 'on', header: t('received_on'), cell: (row) => calendarDateIn(locale, row.receivedOn) },
        { key: 'by', header: t('recorded_by'), cell: (row) => row.recordedBy ?? '–' },
        { key: 'decided', header: t('decided_by'), cell: (row) => row.decidedBy ?? '–' },
      ]}
    />
  )
}

export function WaiversTable(props: Listed<WaiverListRow>) {
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  return (
    <DeskTable
      {...props}
      view="coupons"
      caption={t('waivers')}
      empty={t('empty.waivers')}
      columns={[
        applicationColumn(ts('applications.number')),
        {
          key: 'state',
          header: ts('payments.state'),
          cell: (row) => (
            <Badge tone={row.takenBackAt ? 'neutral' : 'good'}>
              {t(row.takenBackAt ? 'waiver_taken_back' : `waiver_kind.${row.kind}`)}
            </Badge>
          ),
        },
        { key: 'paise', header: ts('fee.amount'), numeric: true, cell: (row) => <Money paise={row.paise} /> },
        { key: 'reason', header: t('reason'), cell: (row) => row.reason || '–' },
        { key: 'by', header: t('granted_by'), cell: (row) => row.grantedBy ?? '–' },
        { key: 'at', header: t('at'), cell: (row) => <Instant at={row.grantedAt} /> },
      ]}
    />
  )
}

export function CouponsTable({
  stop,
  ...props
}: Listed<CouponListRow> & { stop: (row: CouponListRow) => ReactNode }) {
  const t = useTranslations('desk')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return (
    <DeskTable
      {...props}
      view="coupons"
      caption={t('coupons')}
      empty={t('empty.coupons')}
      columns={[
        { key: 'code', header: t('code'), cell: (row) => <code className="font-mono">{row.code}</code> },
        { key: 'intake', header: t('intake'), cell: (row) => row.intakeName[locale] },
        {
          key: 'off',
          header: t('takes_off'),
          cell: (row) =>
            row.paiseOff === null ? (
              t('percent', { percent: row.percentOff ?? 0 })
            ) : (
              <Money paise={row.paiseOff} />
            ),
        },
        {
          key: 'uses',
          header: t('uses'),
          cell: (row) => t('uses_of', { used: row.used, held: row.uses - row.used, max: row.maxUses }),
        },
        { key: 'from', header: t('from'), cell: (row) => <Instant at={row.startsAt} /> },
        { key: 'until', header: t('until'), cell: (row) => <Instant at={row.endsAt} /> },
        {
          key: 'stop',
          header: t('actions'),
          cell: (row) => (row.stoppedAt ? t('stopped') : stop(row)),
        },
      ]}
    />
  )
}

export function SettlementsTable(props: Listed<SettlementListRow>) {
  const t = useTranslations('desk')
  return (
    <DeskTable
      {...props}
      view="settlements"
      caption={t('payouts')}
      empty={t('empty.payouts')}
      columns={[
        {
          key: 'utr',
          header: t('utr'),
          cell: (row) => (
            <TextLink href={`${path}/settlements/${row.id}`}>{row.utr ?? row.gatewaySettlementId}</TextLink>
          ),
        },
        { key: 'net', header: t('net'), numeric: true, cell: (row) => <Money paise={row.netPaise} /> },
        {
          key: 'fee',
          header: t('fee_of_gateway'),
          numeric: true,
          cell: (row) => <Money paise={row.feePaise} />,
        },
        { key: 'tax', header: t('tax_in_fee'), numeric: true, cell: (row) => <Money paise={row.taxPaise} /> },
        { key: 'at', header: t('settled_at'), cell: (row) => <Instant at={row.settledAt} /> },
      ]}
    />
  )
}

export function ExceptionsTable(props: Listed<ExceptionListRow>) {
  const t = useTranslations('desk')
  return (
    <DeskTable
      {...props}
      view="settlements"
      caption={t('exceptions')}
      empty={t('empty.exceptions')}
      columns={[
        {
          key: 'kind',
          header: t('what'),
          cell: (row) => (
            <TextLink href={`${path}/exceptions/${row.id}`}>{t(`kind.${row.kind}.title`)}</TextLink>
          ),
        },
        {
          key: 'application',
          header: t('application'),
          cell: (row) =>
            row.applicationNumber ? (
              <TextLink href={`/staff/applications/${row.applicationNumber}#fee`}>
                {row.applicationNumber}
              </TextLink>
            ) : (
              '–'
            ),
        },
        {
          key: 'state',
          header: t('state'),
          cell: (row) => <Badge tone={exceptionTone[row.state]}>{t(`exception_state.${row.state}`)}</Badge>,
        },
        {
          key: 'ours',
          header: t('ours'),
          numeric: true,
          cell: (row) => <MaybeMoney paise={row.oursPaise} />,
        },
        {
          key: 'theirs',
          header: t('theirs'),
          numeric: true,
          cell: (row) => <MaybeMoney paise={row.theirsPaise} />,
        },
        { key: 'owner', header: t('owner'), cell: (row) => row.owner ?? t('nobody') },
        { key: 'at', header: t('found'), cell: (row) => <Instant at={row.createdAt} /> },
      ]}
    />
  )
}

export const MaybeMoney = ({ paise }: { paise: number | null }) =>
  paise === null ? '–' : <Money paise={paise} />
