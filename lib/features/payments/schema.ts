import { z } from 'zod'
import { type FactSource, factSources } from '@/lib/domain/payments/ledger'
import type { Job } from '@/lib/platform/jobs/job'

/** Which application's fee: its public number, as printed. */
export const feeInput = z.object({ number: z.string().regex(/^APP-\d\d-[0-9A-Z]{6}$/) })
export type FeeInput = z.infer<typeof feeInput>

/** What the page asks for while it waits; `version` changes whenever the page would look different. */
export type PaymentState = { version: string }

export type SettleOrder = { partnerId: string; orderId: string; source: FactSource }

/** Asks the gateway about one order; enqueued by whatever hints that something happened there. */
export const settleOrderJob: Job<SettleOrder> = {
  name: 'payments.settle_order',
  payload: z.object({ partnerId: z.uuid(), orderId: z.uuid(), source: z.enum(factSources) }),
  rerunAfterSeconds: 20,
  tries: 5,
}

export type RunRefund = { partnerId: string; refundId: string }

/** Gives one queued amount back, or asks again about one that is on its way. */
export const refundJob: Job<RunRefund> = {
  name: 'payments.refund',
  payload: z.object({ partnerId: z.uuid(), refundId: z.uuid() }),
  rerunAfterSeconds: 30,
  tries: 20,
}
