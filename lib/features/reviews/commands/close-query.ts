import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { applicationQueries } from '@/db/schema/reviews'
import { moves } from '@/lib/domain/applications/machine'
import { canCloseQuery, canJudgeAnswer } from '@/lib/domain/reviews/can'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { QueryInput } from '../schema'
import { type Reviewed, lockReviewed } from './reviewed'

type QueryRow = typeof applicationQueries.$inferSelect

/** The answer does: the query is over. Accepted twice it is accepted once. */
export const acceptAnswer = (
  ctx: Ctx<Staff<'applications.query'>>,
  input: QueryInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const found = await findQuery(tx, ctx, input)
    if (!found.ok) return found
    const { query, reviewed } = found.value
    if (query.state === 'accepted') return ok()
    const may = canJudgeAnswer(query)
    if (!may.ok) return may
    await close(tx, ctx, query, 'accepted')
    await recordEvent(tx, ctx, 'query.accepted', {
      applicationId: reviewed.application.id,
      detail: { queryId: query.id },
    })
    return ok()
  })

/** The question is taken back before it was answered: nothing is open to the applicant any more, and they are told. */
export const withdrawQuery = (
  ctx: Ctx<Staff<'applications.query'>>,
  input: QueryInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const found = await findQuery(tx, ctx, input)
    if (!found.ok) return found
    const { query, reviewed } = found.value
    if (query.state === 'withdrawn') return ok()
    const may = canCloseQuery(query)
    if (!may.ok) return may
    await close(tx, ctx, query, 'withdrawn')
    await tx
      .update(applications)
      .set({ state: moves.withdraw_query.to, hasOpenQuery: false })
      .where(
        and(
          eq(applications.partnerId, query.partnerId),
          eq(applications.id, query.applicationId),
          inArray(applications.state, [...moves.withdraw_query.from]),
        ),
      )
    await recordEvent(tx, ctx, 'query.withdrawn', {
      applicationId: reviewed.application.id,
      detail: { queryId: query.id },
    })
    await tell(tx, ctx, reviewed, query)
    return ok()
  })

async function findQuery(
  tx: Tx,
  ctx: Ctx<Staff>,
  { number, queryId }: QueryInput,
): Promise<Result<{ query: QueryRow; reviewed: Reviewed }>> {
  const { partnerId } = ctx.actor
  const reviewed = await lockReviewed(tx, partnerId, { number })
  if (!reviewed) return refuse('not_found')
  const [query] = await tx
    .select()
    .from(applicationQueries)
    .where(
      and(
        eq(applicationQueries.partnerId, partnerId),
        eq(applicationQueries.applicationId, reviewed.application.id),
        eq(applicationQueries.id, queryId),
      ),
    )
  return query ? ok({ query, reviewed }) : refuse('not_found')
}

async function close(tx: Tx, ctx: Ctx<Staff>, { partnerId, id }: QueryRow, state: 'accepted' | 'withdrawn') {
  await tx
    .update(applicationQueries)
    .set({ state, closedAt: ctx.now, closedBy: ctx.actor.accountId })
    .where(and(eq(applicationQueries.partnerId, partnerId), eq(applicationQueries.id, id)))
}

async function tell(tx: Tx, ctx: Ctx, { application }: Reviewed, query: QueryRow) {
  const [person] = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(and(eq(accounts.partnerId, application.partnerId), eq(accounts.id, application.applicantId)))
  if (!person) return
  await writeMessage(tx, ctx, {
    template: 'query_withdrawn',
    to: person.email,
    locale: person.locale,
    params: { applicationNumber: application.number },
    applicationId: application.id,
    dedupeKey: `query_withdrawn:${query.id}`,
  })
}
