import { useTranslations } from 'next-intl'
import { IdCell } from '@/components/staff/id-cell'
import { listAddress, type RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { refundTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { TextLink } from '@/components/ui/text-link'
import type { RefundListRow } from '@/lib/features/payments/queries/staff-queues'
import type { KeysetPage } from '@/lib/platform/keyset'
import { DeskEmpty, DeskSearch } from './desk-search'

const path = '/staff/payments'

/** Money on its way back, and why. */
export function StaffRefunds({ raw, page }: { raw: RawSearch; page: KeysetPage<RefundListRow> }) {
  const t = useTranslations('staff')
  const isOpen = raw.open === '1'
  const columns: Column<RefundListRow>[] = [
    {
      key: 'application',
      header: t('applications.number'),
      cell: (row) => (
        <TextLink href={`/staff/applications/${row.applicationNumber}`}>{row.applicationNumber}</TextLink>
      ),
    },
    { key: 'applicant', header: t('applications.applicant'), cell: (row) => row.applicantName },
    {
      key: 'state',
      header: t('payments.state'),
      cell: (row) => <Badge tone={refundTone[row.state]}>{t(`refund_state.${row.state}`)}</Badge>,
    },
    { key: 'amount', header: t('fee.amount'), numeric: true, cell: (row) => <Money paise={row.paise} /> },
    { key: 'reason', header: t('payments.reason'), cell: (row) => t(`refund_reason.${row.reason}`) },
    {
      key: 'payment',
      header: t('fee.payment'),
      cell: (row) => <TextLink href={`/staff/payments/refunds/${row.id}`}>{row.gatewayPaymentId}</TextLink>,
    },
    {
      key: 'refund',
      header: t('payments.gateway_refund'),
      cell: (row) => <IdCell value={row.gatewayRefundId} label={t('payments.gateway_refund')} />,
    },
    { key: 'queued', header: t('payments.queued_at'), cell: (row) => <Instant at={row.createdAt} /> },
    {
      key: 'settled',
      header: t('payments.settled_at'),
      cell: (row) => (row.settledAt ? <Instant at={row.settledAt} /> : '–'),
    },
  ]
  return (
    <>
      <DeskSearch view="refunds" raw={raw} />
      <p className="mb-3">
        <ButtonLink
          look="secondary"
          size="dense"
          href={listAddress(path, raw, { open: isOpen ? null : '1' })}
        >
          {t(isOpen ? 'payments.all_refunds' : 'payments.open_refunds')}
        </ButtonLink>
      </p>
      <DataTable
        dense
        caption={t('payments.refunds')}
        captionHidden
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={<DeskEmpty view="refunds" raw={raw} title={t('payments.no_refunds')} />}
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}
