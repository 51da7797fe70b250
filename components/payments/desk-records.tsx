import { useLocale, useTranslations } from 'next-intl'
import { IdCell } from '@/components/staff/id-cell'
import { Panel } from '@/components/staff/panel'
import { orderTone, paymentTone, refundTone } from '@/components/staff/words'
import { ActionForm } from '@/components/staff/action-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { TextLink } from '@/components/ui/text-link'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { secondPersonAbove } from '@/lib/domain/payments/refunds'
import { formatPaise } from '@/lib/domain/shared/paise'
import {
  askRefund,
  checkPaymentAsStaff,
  closeException,
  decideOfflinePayment,
  decideRefund,
  fixException,
  retryRefund,
  takeException,
} from '@/lib/features/payments/actions'
import type {
  RecordLine,
  findException,
  findOfflinePayment,
  findRefund,
  findSettlement,
  findTry,
} from '@/lib/features/payments/queries/desk-records'
import type { findPayment } from '@/lib/features/payments/queries/staff'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import { DeskAction, useRoleLock } from './desk-action'
import { MaybeMoney, exceptionTone, offlineTone } from './desk-lists'
import { DeskRecord } from './desk-record'
import { PaymentMethod } from './payment-method'

const desk = '/staff/payments'
type Said = { done?: string | string[]; role: StaffRole; locale: 'en' | 'hi' }
type Found<T extends (...args: never[]) => Promise<unknown>> = NonNullable<Awaited<ReturnType<T>>>

const applicationLink = (number: string) => (
  <TextLink href={`/staff/applications/${number}#fee`}>{number}</TextLink>
)

/** One order: what was quoted, who tried to pay it, and asking the gateway now. */
export function OrderRecord({
  found,
  lines,
  ...said
}: Said & { found: Found<typeof findPayment>; lines: RecordLine[] }) {
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  const { order } = found
  return (
    <DeskRecord
      title={t('record.order', { id: order.gatewayOrderId ?? order.receipt })}
      caption={found.applicantName}
      back={desk}
      done={said.done}
      lines={lines}
      facts={[
        { key: 'application', label: t('application'), value: applicationLink(found.applicationNumber) },
        {
          key: 'state',
          label: t('state'),
          value: <Badge tone={orderTone[order.state]}>{ts(`order_state.${order.state}`)}</Badge>,
        },
        { key: 'paise', label: ts('fee.amount'), value: <Money paise={order.paise} /> },
        {
          key: 'gateway',
          label: ts('fee.gateway_order'),
          value: <IdCell value={order.gatewayOrderId} label={ts('fee.gateway_order')} />,
        },
        {
          key: 'receipt',
          label: t('our_receipt'),
          value: <IdCell value={order.receipt} label={t('our_receipt')} />,
        },
        { key: 'number', label: ts('fee.receipt'), value: found.receiptNumber },
        { key: 'policy', label: t('policy'), value: order.refundPolicy[said.locale] },
        {
          key: 'checked',
          label: ts('fee.last_checked'),
          value: order.lastCheckedAt && <Instant at={order.lastCheckedAt} />,
        },
      ]}
      actions={
        <ClientMessages also={['refusals']}>
          <ActionForm
            action={checkPaymentAsStaff}
            fields={{ number: found.applicationNumber }}
            done={t('asked_gateway')}
          >
            <Button look="secondary" size="dense">
              {t('ask_gateway')}
            </Button>
          </ActionForm>
        </ClientMessages>
      }
    >
      <Panel title={t('tabs.payments')}>
        <ul className="flex flex-col gap-2 text-sm">
          {found.payments.map((payment) => (
            <li key={payment.id} className="flex flex-wrap items-center gap-2">
              <TextLink href={`${desk}/payments/${payment.id}`}>{payment.gatewayPaymentId}</TextLink>
              <Badge tone={paymentTone[payment.state]}>{ts(`payment_state.${payment.state}`)}</Badge>
              <Money paise={payment.paise} />
            </li>
          ))}
          {found.payments.length === 0 && <li className="text-muted">{ts('fee.no_try')}</li>}
        </ul>
      </Panel>
      <RefundLines refunds={found.refunds} />
    </DeskRecord>
  )
}

/** One payment: the refund form shows the policy and how much can still go back. */
export function PaymentRecord({ found, ...said }: Said & { found: Found<typeof findTry> }) {
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  const lockOf = useRoleLock(said.role)
  const { payment, order, payout, refundable } = found
  return (
    <DeskRecord
      title={t('record.payment', { id: payment.gatewayPaymentId })}
      caption={found.applicantName}
      back={`${desk}?view=payments`}
      done={said.done}
      lines={found.lines}
      facts={[
        { key: 'application', label: t('application'), value: applicationLink(found.applicationNumber) },
        {
          key: 'state',
          label: t('state'),
          value: <Badge tone={paymentTone[payment.state]}>{ts(`payment_state.${payment.state}`)}</Badge>,
        },
        { key: 'paise', label: ts('fee.amount'), value: <Money paise={payment.paise} /> },
        { key: 'method', label: t('method'), value: <PaymentMethod method={payment.method} /> },
        {
          key: 'order',
          label: ts('fee.order'),
          value: (
            <TextLink href={`${desk}/orders/${order.id}`}>{order.gatewayOrderId ?? order.receipt}</TextLink>
          ),
        },
        {
          key: 'payout',
          label: t('payout'),
          value: payout && (
            <TextLink href={`${desk}/settlements/${payout.id}`}>
              {t('payout_of', {
                utr: payout.utr ?? payout.id,
                net: formatPaise(payout.line.netPaise),
                fee: formatPaise(payout.line.feePaise),
                tax: formatPaise(payout.line.taxPaise),
              })}
            </TextLink>
          ),
        },
        { key: 'left', label: t('refundable'), value: <Money paise={refundable.left} /> },
        { key: 'policy', label: t('policy'), value: order.refundPolicy[said.locale] },
      ]}
      actions={
        <DeskAction
          lock={lockOf('payments.refund') ?? refundable.locked}
          action={askRefund}
          fields={{ gatewayPaymentId: payment.gatewayPaymentId }}
          summary={t('refund.summary')}
          explained={
            <>
              <p>
                {t('refund.explained', {
                  left: formatPaise(refundable.left),
                  limit: formatPaise(secondPersonAbove),
                })}
              </p>
              <p>{t('refund.policy', { policy: order.refundPolicy[said.locale] })}</p>
            </>
          }
          submit={t('refund.submit')}
          isGrave
          questions={[
            {
              name: 'rule',
              kind: 'choice',
              label: t('refund.rule'),
              options: [
                { value: 'full', label: t('refund.full', { left: formatPaise(refundable.left) }) },
                { value: 'part', label: t('refund.part') },
              ],
            },
            {
              name: 'amount',
              kind: 'text',
              label: t('refund.amount'),
              hint: t('refund.amount_hint'),
              optional: true,
            },
            { name: 'note', kind: 'lines', label: t('refund.why') },
          ]}
        />
      }
    >
      <RefundLines refunds={found.refunds} />
    </DeskRecord>
  )
}

function RefundLines({ refunds }: { refunds: Found<typeof findTry>['refunds'] }) {
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  if (refunds.length === 0) return null
  return (
    <Panel title={t('tabs.refunds')}>
      <ul className="flex flex-col gap-2 text-sm">
        {refunds.map((refund) => (
          <li key={refund.id} className="flex flex-wrap items-center gap-2">
            <TextLink href={`${desk}/refunds/${refund.id}`}>{formatPaise(refund.paise)}</TextLink>
            <Badge tone={refundTone[refund.state]}>{ts(`refund_state.${refund.state}`)}</Badge>
            {ts(`refund_reason.${refund.reason}`)}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

/** One refund: who asked, under which policy, and the second person's word. */
export function RefundRecord({ found, ...said }: Said & { found: Found<typeof findRefund> }) {
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  const tr = useTranslations('refusals')
  const lockOf = useRoleLock(said.role)
  const { refund } = found
  const lockDecide =
    lockOf('payments.approve') ??
    (refund.state !== 'proposed' ? tr('refund_decided') : found.isOwn ? tr('second_person_needed') : null)
  const fields = { id: refund.id, note: '' }
  const amount = formatPaise(refund.paise)
  return (
    <DeskRecord
      title={t('record.refund', { amount })}
      caption={found.applicantName}
      back={`${desk}?view=refunds`}
      done={said.done}
      lines={found.lines}
      facts={[
        { key: 'application', label: t('application'), value: applicationLink(found.applicationNumber) },
        {
          key: 'state',
          label: t('state'),
          value: <Badge tone={refundTone[refund.state]}>{ts(`refund_state.${refund.state}`)}</Badge>,
        },
        { key: 'reason', label: t('reason'), value: ts(`refund_reason.${refund.reason}`) },
        { key: 'note', label: t('note'), value: refund.note },
        { key: 'rule', label: t('refund.rule'), value: refund.amountRule && t(`rule.${refund.amountRule}`) },
        { key: 'policy', label: t('policy'), value: refund.policy?.[said.locale] },
        { key: 'by', label: t('asked_by'), value: found.requestedBy },
        { key: 'second', label: t('decided_by'), value: found.decidedBy },
        {
          key: 'payment',
          label: ts('fee.payment'),
          value: found.paymentId ? (
            <TextLink href={`${desk}/payments/${found.paymentId}`}>{refund.gatewayPaymentId}</TextLink>
          ) : (
            refund.gatewayPaymentId
          ),
        },
        {
          key: 'gateway',
          label: ts('payments.gateway_refund'),
          value: <IdCell value={refund.gatewayRefundId} label={ts('payments.gateway_refund')} />,
        },
      ]}
      actions={
        <>
          {found.isFeeSettled && <p className="measure text-sm">{t('refund.application_stays')}</p>}
          <DeskAction
            lock={lockDecide}
            action={decideRefund}
            fields={{ ...fields, verdict: 'approve' }}
            summary={t('refund.approve')}
            explained={t('refund.approve_explained', { amount })}
            submit={t('refund.approve')}
            isGrave
          />
          <DeskAction
            lock={lockDecide}
            action={decideRefund}
            fields={{ ...fields, verdict: 'reject' }}
            summary={t('refund.reject')}
            explained={t('refund.reject_explained')}
            submit={t('refund.reject')}
          />
          <DeskAction
            lock={lockOf('payments.refund') ?? (refund.state === 'failed' ? null : tr('refund_not_failed'))}
            action={retryRefund}
            fields={{ id: refund.id }}
            summary={t('refund.retry')}
            explained={t('refund.retry_explained', { amount })}
            submit={t('refund.retry')}
          />
        </>
      }
    />
  )
}

/** Money outside the gateway: its proof, and the second person's word. */
export function OfflineRecord({ found, ...said }: Said & { found: Found<typeof findOfflinePayment> }) {
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  const tr = useTranslations('refusals')
  const { offline, locked } = found
  const roleLock = useRoleLock(said.role)('payments.approve')
  const isMine = locked?.code === 'second_person_needed' || locked?.code === 'offline_decided'
  return (
    <DeskRecord
      title={t('record.offline', { reference: offline.reference })}
      caption={found.applicantName}
      back={`${desk}?view=offline`}
      done={said.done}
      lines={found.lines}
      facts={[
        { key: 'application', label: t('application'), value: applicationLink(found.applicationNumber) },
        {
          key: 'state',
          label: t('state'),
          value: <Badge tone={offlineTone[offline.state]}>{t(`offline_state.${offline.state}`)}</Badge>,
        },
        { key: 'paise', label: ts('fee.amount'), value: <Money paise={offline.paise} /> },
        { key: 'method', label: t('method'), value: <PaymentMethod method={offline.method} /> },
        { key: 'on', label: t('received_on'), value: calendarDateIn(locale, offline.receivedOn) },
        { key: 'note', label: t('proof'), value: offline.note },
        { key: 'by', label: t('recorded_by'), value: found.recordedBy },
        { key: 'second', label: t('decided_by'), value: found.decidedBy },
        { key: 'why', label: t('note'), value: offline.decisionNote },
        { key: 'receipt', label: ts('fee.receipt'), value: found.receipt },
      ]}
      actions={
        <>
          <DeskAction
            lock={roleLock ?? locked}
            action={decideOfflinePayment}
            fields={{ id: offline.id, verdict: 'approve' }}
            summary={t('offline.approve')}
            explained={t('offline.approve_explained', {
              amount: formatPaise(offline.paise),
              number: found.applicationNumber,
            })}
            submit={t('offline.approve')}
            isGrave
            questions={[{ name: 'note', kind: 'lines', label: t('note'), optional: true }]}
          />
          <DeskAction
            lock={roleLock ?? (isMine && locked ? tr(locked.code, locked.params) : null)}
            action={decideOfflinePayment}
            fields={{ id: offline.id, verdict: 'reject' }}
            summary={t('offline.reject')}
            explained={t('offline.reject_explained')}
            submit={t('offline.reject')}
            questions={[{ name: 'note', kind: 'lines', label: t('note'), optional: true }]}
          />
        </>
      }
    />
  )
}

/** One payout, line by line: what came, what it cost, what reached the bank. */
export function SettlementRecord({ found: { settlement, lines } }: { found: Found<typeof findSettlement> }) {
  const t = useTranslations('desk')
  const ts = useTranslations('staff')
  return (
    <DeskRecord
      title={t('record.settlement', { id: settlement.utr ?? settlement.gatewaySettlementId })}
      back={`${desk}?view=settlements`}
      facts={[
        { key: 'utr', label: t('utr'), value: <IdCell value={settlement.utr} label={t('utr')} /> },
        {
          key: 'id',
          label: t('payout'),
          value: <IdCell value={settlement.gatewaySettlementId} label={t('payout')} />,
        },
        { key: 'net', label: t('net'), value: <Money paise={settlement.netPaise} /> },
        { key: 'fee', label: t('fee_of_gateway'), value: <Money paise={settlement.feePaise} /> },
        { key: 'tax', label: t('tax_in_fee'), value: <Money paise={settlement.taxPaise} /> },
        { key: 'at', label: t('settled_at'), value: <Instant at={settlement.settledAt} /> },
      ]}
    >
      <Panel title={t('lines')}>
        <DataTable
          dense
          caption={t('lines')}
          captionHidden
          rows={lines}
          rowKey={({ line }) => line.id}
          columns={[
            {
              key: 'id',
              header: t('what'),
              cell: ({ line, paymentId }) =>
                paymentId ? (
                  <TextLink href={`${desk}/payments/${paymentId}`}>{line.gatewayId}</TextLink>
                ) : (
                  line.gatewayId
                ),
            },
            { key: 'kind', header: t('line_of'), cell: ({ line }) => t(`line.${line.kind}`) },
            {
              key: 'paise',
              header: ts('fee.amount'),
              numeric: true,
              cell: ({ line }) => <Money paise={line.paise} />,
            },
            {
              key: 'fee',
              header: t('fee_of_gateway'),
              numeric: true,
              cell: ({ line }) => <Money paise={line.feePaise} />,
            },
            {
              key: 'net',
              header: t('net'),
              numeric: true,
              cell: ({ line }) => <Money paise={line.netPaise} />,
            },
          ]}
        />
      </Panel>
    </DeskRecord>
  )
}

/** One thing out of step: cause, owner, the fix with its effect told first, and the note that closes it. */
export function ExceptionRecord({ found, ...said }: Said & { found: Found<typeof findException> }) {
  const t = useTranslations('desk')
  const tr = useTranslations('refusals')
  const roleLock = useRoleLock(said.role)('payments.reconcile')
  const { exception } = found
  const isOver = exception.state !== 'open'
  const lock = roleLock ?? (isOver ? tr('exception_over') : null)
  const fields = { id: exception.id }
  return (
    <DeskRecord
      title={t(`kind.${exception.kind}.title`)}
      back={`${desk}?view=settlements`}
      done={said.done}
      lines={found.lines}
      facts={[
        { key: 'cause', label: t('cause'), value: t(`kind.${exception.kind}.cause`) },
        {
          key: 'state',
          label: t('state'),
          value: (
            <Badge tone={exceptionTone[exception.state]}>{t(`exception_state.${exception.state}`)}</Badge>
          ),
        },
        {
          key: 'application',
          label: t('application'),
          value: found.applicationNumber && applicationLink(found.applicationNumber),
        },
        {
          key: 'payment',
          label: t('subject'),
          value: found.paymentId ? (
            <TextLink href={`${desk}/payments/${found.paymentId}`}>{exception.gatewayPaymentId}</TextLink>
          ) : (
            exception.gatewayPaymentId
          ),
        },
        { key: 'ours', label: t('ours'), value: <MaybeMoney paise={exception.oursPaise} /> },
        { key: 'theirs', label: t('theirs'), value: <MaybeMoney paise={exception.theirsPaise} /> },
        { key: 'owner', label: t('owner'), value: found.owner ?? t('nobody') },
        { key: 'note', label: t('note'), value: exception.note },
        { key: 'found', label: t('found'), value: <Instant at={exception.createdAt} /> },
      ]}
      actions={
        <>
          <DeskAction
            lock={lock ?? (exception.fix === 'look' ? tr('exception_needs_a_person') : null)}
            action={fixException}
            fields={fields}
            summary={t(`fix.${exception.fix}.do`)}
            explained={t(`fix.${exception.fix}.effect`)}
            submit={t(`fix.${exception.fix}.do`)}
          />
          <DeskAction
            lock={lock}
            action={takeException}
            fields={fields}
            summary={t('take.summary')}
            explained={t('take.explained')}
            submit={t('take.summary')}
          />
          <DeskAction
            lock={lock}
            action={closeException}
            fields={fields}
            summary={t('close.summary')}
            explained={t('close.explained')}
            submit={t('close.summary')}
            questions={[{ name: 'note', kind: 'lines', label: t('note') }]}
          />
        </>
      }
    />
  )
}
