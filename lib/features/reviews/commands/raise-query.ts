import { and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { applicationQueries, queryItems } from '@/db/schema/reviews'
import { moves } from '@/lib/domain/applications/machine'
import { canJudgeAnswer, canRaiseQuery } from '@/lib/domain/reviews/can'
import { readIndiaTime } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { readForm } from '@/lib/features/applications/queries/kept-form'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { RaiseQueryInput } from '../schema'
import { type Reviewed, lockReviewed } from './reviewed'

/**
 * Puts a question to the applicant about chosen fields and documents: exactly these become open to them, an e-mail tells
 * them, and the review waits. With `followsId` an answer that did not do is asked again.
 */
export const raiseQuery = (
  ctx: Ctx<Staff<'applications.query'>>,
  input: RaiseQueryInput,
): Promise<Result<{ queryId: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const reviewed = await lockReviewed(tx, partnerId, { number: input.number })
    if (!reviewed) return refuse('not_found')
    const may = canRaiseQuery(reviewed.application)
    if (!may.ok) return may
    const dueAt = readIndiaTime(`${input.dueOn}T23:59`)
    if (!dueAt || dueAt <= ctx.now) return refuse('invalid_input', { fields: { dueOn: 'due_past' } })
    const followed = await followUp(tx, ctx, reviewed, input.followsId)
    if (!followed.ok) return followed
    const [query] = await tx
      .insert(applicationQueries)
      .values({
        partnerId,
        applicationId: reviewed.application.id,
        question: input.question,
        dueAt,
        raisedBy: accountId,
        raisedAt: ctx.now,
        followsId: input.followsId ?? null,
      })
      .returning({ id: applicationQueries.id })
    if (!query) throw new Error('a query was not kept')
    await keepItems(tx, reviewed, query.id, input)
    if (!(await moveOn(tx, reviewed))) return refuse('query_open', { waitsFor: 'applicant' })
    await recordEvent(tx, ctx, 'query.raised', {
      applicationId: reviewed.application.id,
      detail: { queryId: query.id, fields: input.fields.length, documents: input.documents.length },
    })
    await tell(tx, ctx, reviewed, { id: query.id, question: input.question, dueAt })
    return ok({ queryId: query.id })
  })

async function followUp(
  tx: Tx,
  ctx: Ctx<Staff>,
  { application }: Reviewed,
  followsId: string | undefined,
): Promise<Result<void>> {
  if (!followsId) return ok()
  const { partnerId, accountId } = ctx.actor
  const where = and(
    eq(applicationQueries.partnerId, partnerId),
    eq(applicationQueries.applicationId, application.id),
    eq(applicationQueries.id, followsId),
  )
  const [earlier] = await tx.select().from(applicationQueries).where(where)
  if (!earlier) return refuse('not_found')
  const may = canJudgeAnswer(earlier)
  if (!may.ok) return may
  await tx
    .update(applicationQueries)
    .set({ state: 'asked_again', closedAt: ctx.now, closedBy: accountId })
    .where(where)
  await recordEvent(tx, ctx, 'query.asked_again', {
    applicationId: application.id,
    detail: { queryId: followsId },
  })
  return ok()
}

/** What stands in each field now is kept beside it: staff compare the answer with it. */
async function keepItems(tx: Tx, { application }: Reviewed, queryId: string, input: RaiseQueryInput) {
  const { partnerId } = application
  const { pages } = await readForm(tx, application)
  const fields = input.fields.map(({ page, field }) => ({
    kind: 'field' as const,
    page,
    field,
    before: pages.get(page)?.answers[field] ?? '',
  }))
  const documents = input.documents.map((documentName) => ({ kind: 'document' as const, documentName }))
  await tx
    .insert(queryItems)
    .values([...fields, ...documents].map((item, at) => ({ partnerId, queryId, position: at + 1, ...item })))
}

async function moveOn(tx: Tx, { application }: Reviewed): Promise<boolean> {
  const [moved] = await tx
    .update(applications)
    .set({ state: moves.raise_query.to, hasOpenQuery: true })
    .where(
      and(
        eq(applications.partnerId, application.partnerId),
        eq(applications.id, application.id),
        inArray(applications.state, [...moves.raise_query.from]),
      ),
    )
    .returning({ id: applications.id })
  return Boolean(moved)
}

async function tell(
  tx: Tx,
  ctx: Ctx,
  { application }: Reviewed,
  query: { id: string; question: string; dueAt: Date },
) {
  const [person] = await tx
    .select({ email: accounts.email, locale: accounts.locale })
    .from(accounts)
    .where(and(eq(accounts.partnerId, application.partnerId), eq(accounts.id, application.applicantId)))
  if (!person) return
  await writeMessage(tx, ctx, {
    template: 'query_raised',
    to: person.email,
    locale: person.locale,
    params: { applicationNumber: application.number, question: query.question, dueAt: query.dueAt },
    applicationId: application.id,
    dedupeKey: `query_raised:${query.id}`,
  })
}
