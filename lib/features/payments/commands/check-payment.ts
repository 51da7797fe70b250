import { and, desc, eq, isNotNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { paymentOrders } from '@/db/schema/payments'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { takeTry } from '@/lib/platform/rate-limit'
import type { FeeInput } from '../schema'
import { asSystem } from './gateway'
import { settleOrder } from './settle-order'

/** Asking more often than this brings nothing new. */
const askAtMost = { tries: 1, seconds: 5 }
const ordersAsked = 3
const waitMs = 5_000

/**
 * “Check now”: asks the gateway about the application's orders, newest first, at most once in five seconds (a press in
 * between is answered by what was learnt a moment ago). An applicant reaches only their own application. `isAnswered` is
 * false when the gateway stayed silent: the page says so from the order itself.
 */
export async function checkPayment(
  ctx: Ctx<Applicant | Staff<'payments.read'>>,
  { number }: FeeInput,
): Promise<Result<{ isAnswered: boolean }>> {
  const { actor } = ctx
  const [application] = await database()
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(
        eq(applications.partnerId, actor.partnerId),
        eq(applications.number, number),
        actor.kind === 'applicant' ? eq(applications.applicantId, actor.accountId) : undefined,
      ),
    )
  if (!application) return refuse('not_found')
  if (!(await takeTry(actor.partnerId, `check_payment:${application.id}`, askAtMost)))
    return ok({ isAnswered: true })
  const orders = await database()
    .select({ id: paymentOrders.id })
    .from(paymentOrders)
    .where(
      and(
        eq(paymentOrders.partnerId, actor.partnerId),
        eq(paymentOrders.applicationId, application.id),
        isNotNull(paymentOrders.gatewayOrderId),
      ),
    )
    .orderBy(desc(paymentOrders.createdAt))
    .limit(ordersAsked)
  const answers: Result<unknown>[] = []
  for (const { id } of orders)
    answers.push(await settleOrder(asSystem(ctx, 'poll'), { orderId: id, source: 'poll', withinMs: waitMs }))
  return ok({ isAnswered: answers.every((answer) => answer.ok) })
}
