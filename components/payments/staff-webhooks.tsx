import { useTranslations } from 'next-intl'
import { IdCell } from '@/components/staff/id-cell'
import { listAddress, type RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import type { WebhookListRow } from '@/lib/features/payments/queries/staff-queues'
import type { KeysetPage } from '@/lib/platform/keyset'
import { DeskEmpty, DeskSearch } from './desk-search'

const path = '/staff/payments'

/** What the gateway told us: each message once, how often it came, whether its signature held, what we made of it. */
export function StaffWebhooks({ raw, page }: { raw: RawSearch; page: KeysetPage<WebhookListRow> }) {
  const t = useTranslations('staff')
  const isRejected = raw.rejected === '1'
  const columns: Column<WebhookListRow>[] = [
    {
      key: 'event',
      header: t('payments.event'),
      cell: (row) => <IdCell value={row.eventId} label={t('payments.event')} />,
    },
    { key: 'type', header: t('payments.type'), cell: (row) => <code className="font-mono">{row.type}</code> },
    {
      key: 'signature',
      header: t('payments.signature'),
      cell: (row) => (
        <Badge tone={row.signatureHolds ? 'good' : 'bad'}>
          {t(row.signatureHolds ? 'payments.holds' : 'payments.rejected')}
        </Badge>
      ),
    },
    {
      key: 'order',
      header: t('fee.gateway_order'),
      cell: (row) => <IdCell value={row.gatewayOrderId} label={t('fee.gateway_order')} />,
    },
    { key: 'times', header: t('payments.times'), numeric: true, cell: (row) => row.deliveries },
    { key: 'conclusion', header: t('integrations.conclusion'), cell: (row) => row.conclusion ?? '–' },
    { key: 'received', header: t('payments.received'), cell: (row) => <Instant at={row.receivedAt} /> },
    {
      key: 'handled',
      header: t('payments.handled'),
      cell: (row) => (row.handledAt ? <Instant at={row.handledAt} /> : '–'),
    },
  ]
  return (
    <>
      <DeskSearch view="webhooks" raw={raw} />
      <p className="mb-3">
        <ButtonLink
          look="secondary"
          size="dense"
          href={listAddress(path, raw, { rejected: isRejected ? null : '1' })}
        >
          {t(isRejected ? 'payments.all_webhooks' : 'payments.only_rejected')}
        </ButtonLink>
      </p>
      <DataTable
        dense
        caption={t('payments.webhooks')}
        captionHidden
        columns={columns}
        rows={page.rows}
        rowKey={(row) => row.id}
        empty={<DeskEmpty view="webhooks" raw={raw} title={t('payments.no_webhooks')} />}
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}
