import { z } from 'zod'

/** Only what we use; anything else may come, go or be null. Amounts are integers in the currency's smallest unit. */
const amount = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^\d{1,15}$/)
      .transform(Number),
  ])
  .pipe(z.int().nonnegative())
const word = z.string().nullish()

export const orderWire = z.object({
  id: z.string().min(1),
  amount,
  amount_paid: amount.nullish(),
  currency: z.string().min(1),
  receipt: word,
  attempts: z.coerce.number().int().nullish(),
  created_at: z.coerce.number().nullish(),
})
export type OrderWire = z.output<typeof orderWire>

export const paymentWire = z.object({
  id: z.string().min(1),
  amount,
  currency: z.string().min(1),
  status: z.string(),
  order_id: word,
  method: word,
  refund_status: word,
  amount_refunded: amount.nullish(),
  error_code: word,
  error_reason: word,
  created_at: z.coerce.number().int().positive(),
})
export type PaymentWire = z.output<typeof paymentWire>

export const refundWire = z.object({
  id: z.string().min(1),
  payment_id: word,
  status: word,
  amount: amount.nullish(),
  created_at: z.coerce.number().int().positive().nullish(),
})
export type RefundWire = z.output<typeof refundWire>

export const ordersWire = z.object({ items: z.array(orderWire) })
export const paymentsWire = z.object({ items: z.array(paymentWire) })

/** One line of a payout. Razorpay's `fee` holds its GST, which `tax` names apart; `credit` and `debit` are what moved. */
export const reconLineWire = z.object({
  entity_id: z.string().min(1),
  type: z.string(),
  amount,
  fee: amount.nullish(),
  tax: amount.nullish(),
  credit: amount.nullish(),
  debit: amount.nullish(),
  settlement_id: word,
  settlement_utr: word,
  settled_at: z.coerce.number().int().nonnegative().nullish(),
  payment_id: word,
  order_id: word,
})
export type ReconLineWire = z.output<typeof reconLineWire>

export const refundsWire = z.object({ items: z.array(refundWire) })
export const reconWire = z.object({ items: z.array(reconLineWire) })

export const errorWire = z.object({
  error: z.object({ code: word, description: word, reason: word }),
})

/** The envelope of a webhook; each entity is read only by the events that carry it. */
export const webhookWire = z.object({
  event: z.string().min(1),
  payload: z
    .object({
      payment: z.object({ entity: paymentWire }).optional().catch(undefined),
      order: z.object({ entity: orderWire }).optional().catch(undefined),
      refund: z.object({ entity: refundWire }).optional().catch(undefined),
    })
    .catch({}),
})
