import { createHash } from 'node:crypto'
import { notFound } from 'next/navigation'
import { database } from '@/db/client'
import type { StepKind } from '@/lib/domain/journeys/definition'
import { mayPay } from '@/lib/domain/journeys/journey'
import { priceOf } from '@/lib/domain/payments/fees'
import { type KnownReason, toKnownReason } from '@/lib/domain/payments/reasons'
import type { PaymentState as TryState } from '@/lib/domain/payments/ledger'
import type { Refusal } from '@/lib/domain/shared/result'
import type { LoadedJourney } from '@/lib/features/applications/queries'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import type { PaymentState } from '../schema'
import { type FeeDesk, loadFeeDesk } from './fee-desk'
import { type FeeLedger, type LedgerOrder, type RefundRow, isBackUnheard } from './ledger'

/** Which of its faces the payment page shows. Only `due` and `failed` have a Pay button. */
export type FeePhase = 'due' | 'checking' | 'failed' | 'settled' | 'waived' | 'mismatch' | 'locked'

export type PaymentTry = {
  id: string
  state: TryState
  paise: number
  method: string | null
  reason: KnownReason
  at: Date
}
export type RefundView = {
  id: string
  paise: number
  reason: RefundRow['reason']
  state: RefundRow['state']
  createdAt: Date
  settledAt: Date | null
}

export type PaymentPage = {
  number: string
  intakeName: string
  phase: FeePhase
  /** Why the step is locked or over without a payment; null on the other faces. */
  refusal: Refusal | null
  /** What Pay charges: the amount quoted, to the paisa. Null where this intake asks for no fee. */
  paise: number | null
  /** The coupon that makes it less than the fee; null when none is held. */
  coupon: { code: string; paise: number; feePaise: number } | null
  refundPolicy: string
  /** The gateway did not answer when it was last asked. */
  isGatewaySilent: boolean
  /** The browser came back claiming success with a false signature. */
  isReturnRejected: boolean
  lastCheckedAt: Date | null
  nextCheckAt: Date | null
  lastFailure: KnownReason | null
  tries: PaymentTry[]
  receipt: { number: string; paise: number; issuedAt: Date } | null
  refunds: RefundView[]
  nextStep: StepKind | null
  /** Changes whenever the page would look different. */
  version: string
}

/** Everything the payment page shows of the applicant's own application. Not found for anybody else's. */
export async function getPaymentPage(applicant: Applicant, number: string): Promise<PaymentPage> {
  const { journey, ledger, use, now } = await loadFee(applicant, number)
  const locale = await readerLocale()
  const latest = latestOrder(ledger)
  const phase = phaseOf(journey, ledger)
  const page = {
    number,
    intakeName: journey.intake.name[locale],
    phase: phase.name,
    refusal: phase.refusal,
    paise: journey.intake.feePaise === null ? null : priceOf(journey.intake.feePaise, use, now),
    coupon:
      use && journey.intake.feePaise !== null
        ? { code: use.code, paise: use.paise, feePaise: journey.intake.feePaise }
        : null,
    refundPolicy: (ledger.receipt && latest ? latest.row.refundPolicy : journey.intake.refundPolicy)[locale],
    isGatewaySilent: latest?.row.lastErrorKind !== null && latest !== null,
    isReturnRejected: latest?.row.returnClaim === 'bad_signature' && latest.view.payments.length === 0,
    lastCheckedAt: latest?.row.lastCheckedAt ?? null,
    nextCheckAt: latest?.row.nextCheckAt && latest.row.nextCheckAt > now ? latest.row.nextCheckAt : null,
    lastFailure: latest?.view.lastFailure ? toKnownReason(latest.view.lastFailure.reason) : null,
    tries: ledger.orders.flatMap(triesOf),
    receipt: ledger.receipt && {
      number: ledger.receipt.number,
      paise: ledger.receipt.paise,
      issuedAt: ledger.receipt.issuedAt,
    },
    refunds: ledger.refunds.filter(isOnItsWay).map(refundView),
    nextStep: journey.plan.next?.kind ?? null,
  }
  return { ...page, version: versionOf(page) }
}

/** The little that the page asks for while it waits. */
export async function getPaymentState(
  applicant: Applicant,
  number: string,
): Promise<PaymentState & { phase: FeePhase }> {
  const { phase, version } = await getPaymentPage(applicant, number)
  return { phase, version }
}

export type ReceiptPage = {
  number: string
  applicationNumber: string
  applicantName: string
  intakeName: string
  paise: number
  issuedAt: Date
  /** The gateway's id of the payment, or the reference of money that came outside it. */
  reference: string
  method: string | null
}

/** The receipt of the applicant's own application. Not found when there is none. */
export async function getReceipt(applicant: Applicant, number: string): Promise<ReceiptPage> {
  const { journey, ledger, offline } = await loadFee(applicant, number)
  const { receipt } = ledger
  if (!receipt) notFound()
  const payment = ledger.orders
    .flatMap(({ view }) => view.payments)
    .find(({ gatewayPaymentId }) => gatewayPaymentId === receipt.gatewayPaymentId)
  return {
    number: receipt.number,
    applicationNumber: number,
    applicantName: journey.applicant.fullName,
    intakeName: journey.intake.name[await readerLocale()],
    paise: receipt.paise,
    issuedAt: receipt.issuedAt,
    reference: receipt.gatewayPaymentId ?? offline?.reference ?? '',
    method: payment?.method ?? offline?.method ?? null,
  }
}

async function loadFee(applicant: Applicant, number: string): Promise<FeeDesk & { now: Date }> {
  const now = await currentTime()
  const desk = await loadFeeDesk(
    database(),
    applicant.partnerId,
    { number },
    { applicantId: applicant.accountId, now },
  )
  if (!desk) notFound()
  return { ...desk, now }
}

/** Money first: neither a closing date nor a locked step hides a payment that is on its way. */
function phaseOf(
  { application, definition, facts }: LoadedJourney,
  ledger: FeeLedger,
): { name: FeePhase; refusal: Refusal | null } {
  if (application.feeWaivedAt) return { name: 'waived', refusal: null }
  if (ledger.verdict !== 'pay') return { name: ledger.verdict, refusal: null }
  // Signed by the gateway, which then fell silent for long: nobody who has paid is told that they were not charged.
  if (ledger.open && ledger.open.row.returnClaim === 'paid' && isBackUnheard(ledger.open.row))
    return { name: 'checking', refusal: null }
  const may = mayPay(definition, facts)
  if (!may.ok) return { name: 'locked', refusal: may.refusal }
  return { name: latestOrder(ledger)?.view.lastFailure ? 'failed' : 'due', refusal: null }
}

/** The order the page speaks of: the open one, else the one that settled, else the newest. */
const latestOrder = ({ open, orders, receipt }: FeeLedger): LedgerOrder | null =>
  open ?? orders.find(({ row }) => row.id === receipt?.orderId) ?? orders.at(-1) ?? null

const triesOf = ({ view }: LedgerOrder): PaymentTry[] =>
  view.payments.map(({ gatewayPaymentId, state, paise, method, reason, at }) => ({
    id: gatewayPaymentId,
    state,
    paise,
    method,
    reason: toKnownReason(reason),
    at,
  }))

/** A refund that staff still have to agree on is no promise yet. */
const isOnItsWay = ({ state }: RefundRow) => state !== 'proposed' && state !== 'rejected'

const refundView = ({ id, paise, reason, state, createdAt, settledAt }: RefundRow): RefundView => ({
  id,
  paise,
  reason,
  state,
  createdAt,
  settledAt,
})

const versionOf = (page: object): string =>
  createHash('sha256').update(JSON.stringify(page)).digest('base64url').slice(0, 12)
