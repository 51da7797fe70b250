import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { orderTone, paymentTone, refundTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import type { FeeTruth } from '@/lib/features/payments/queries/staff-fee'

/** The money of one application: each order with every try, the receipt, and what goes back. */
export function StaffFee({
  fee,
  role,
  actions,
}: {
  fee: FeeTruth | null
  role: StaffRole
  /** What may be done with it. */
  actions?: ReactNode
}) {
  const t = useTranslations('staff')
  return (
    <Panel
      title={t('fee.title')}
      aside={fee && <Badge tone={verdictTone[fee.verdict]}>{t(`fee.verdict.${fee.verdict}`)}</Badge>}
    >
      {!fee && <p className="text-sm text-muted">{t('not_your_role', { role: t(`role.${role}`) })}</p>}
      {fee?.orders.length === 0 && <p className="text-sm text-muted">{t('fee.no_order')}</p>}
      {fee?.receipt && <Receipt receipt={fee.receipt} />}
      {fee?.orders.map((order) => (
        <Order key={order.id} order={order} />
      ))}
      {fee?.refunds.map((refund) => (
        <Refund key={refund.id} refund={refund} />
      ))}
      {actions}
    </Panel>
  )
}

const verdictTone = { pay: 'neutral', checking: 'waiting', settled: 'good', mismatch: 'bad' } as const

function Receipt({ receipt }: { receipt: NonNullable<FeeTruth['receipt']> }) {
  const t = useTranslations('staff.fee')
  return (
    <FactList
      facts={[
        {
          key: 'number',
          label: t('receipt'),
          value: <CopyableId value={receipt.number} label={t('receipt')} />,
        },
        { key: 'paise', label: t('amount'), value: <Money paise={receipt.paise} /> },
        { key: 'at', label: t('issued'), value: <Instant at={receipt.issuedAt} /> },
        {
          key: 'by',
          label: t('settled_by'),
          value: receipt.gatewayPaymentId && (
            <CopyableId value={receipt.gatewayPaymentId} label={t('settled_by')} />
          ),
        },
      ]}
    />
  )
}

function Order({ order }: { order: FeeTruth['orders'][number] }) {
  const t = useTranslations('staff')
  return (
    <article className="flex flex-col gap-3 rounded border border-line bg-surface-raised p-3 sm:p-4">
      <h3 className="flex flex-wrap items-center gap-2 text-base">
        <TextLink href={`/staff/payments/orders/${order.id}`}>{t('fee.order')}</TextLink>{' '}
        <Badge tone={orderTone[order.state]}>{t(`order_state.${order.state}`)}</Badge>{' '}
        <Money paise={order.paise} />
      </h3>
      <FactList
        facts={[
          {
            key: 'gateway',
            label: t('fee.gateway_order'),
            value: order.gatewayOrderId && (
              <CopyableId value={order.gatewayOrderId} label={t('fee.gateway_order')} />
            ),
          },
          {
            key: 'sent',
            label: t('fee.sent'),
            value: order.sentToGatewayAt && <Instant at={order.sentToGatewayAt} />,
          },
          {
            key: 'returned',
            label: t('fee.returned'),
            value: order.returnedAt && <Instant at={order.returnedAt} />,
          },
          {
            key: 'checked',
            label: t('fee.last_checked'),
            value: order.lastCheckedAt && <Instant at={order.lastCheckedAt} />,
          },
          {
            key: 'next',
            label: t('fee.next_check'),
            value: order.nextCheckAt ? <Instant at={order.nextCheckAt} /> : t('truth.no_next_ask'),
          },
          {
            key: 'error',
            label: t('truth.last_error'),
            value: order.lastErrorKind && (
              <Badge tone="bad">{t('error_kind', { kind: order.lastErrorKind })}</Badge>
            ),
          },
        ]}
      />
      <ul className="flex flex-col gap-2 text-sm" aria-label={t('fee.tries')}>
        {order.payments.map((payment) => (
          <li key={payment.gatewayPaymentId} className="flex flex-wrap items-center gap-2">
            <Badge tone={paymentTone[payment.state]}>{t(`payment_state.${payment.state}`)}</Badge>
            <Money paise={payment.paise} />
            <CopyableId value={payment.gatewayPaymentId} label={t('fee.payment')} />
            <span className="text-muted">
              {[payment.method, payment.reason].filter(Boolean).join(' · ')} <Instant at={payment.at} />
            </span>
          </li>
        ))}
        {order.payments.length === 0 && <li className="text-muted">{t('fee.no_try')}</li>}
      </ul>
    </article>
  )
}

function Refund({ refund }: { refund: FeeTruth['refunds'][number] }) {
  const t = useTranslations('staff')
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm">
      <TextLink href={`/staff/payments/refunds/${refund.id}`}>{t('fee.refund')}</TextLink>
      <Badge tone={refundTone[refund.state]}>{t(`refund_state.${refund.state}`)}</Badge>
      <Money paise={refund.paise} /> {t(`refund_reason.${refund.reason}`)}
      <CopyableId value={refund.gatewayPaymentId} label={t('fee.payment')} />
    </p>
  )
}
