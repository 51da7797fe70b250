import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { mayAsStaff } from '@/lib/domain/assessments/can-staff'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { outsideRefusal, providerRefusal } from '@/lib/platform/provider-error'
import { takeTry } from '@/lib/platform/rate-limit'
import type { ApplicationInput } from '../schema'
import { type AttemptRow, findLatestAttempt } from './attempt-row'
import { listStaffFacts } from './staff-facts'
import { syncAttempt } from './sync'

/** `asked` is false when there was nothing to ask about, or somebody asked within the last seconds. */
export type Checked = { asked: boolean }

/**
 * Asks the provider about the newest attempt right now, within this request. At most once in 5 seconds per attempt: what
 * is younger than that is the answer. A provider that fails is a refusal; the place in the journey stays.
 */
export async function checkNow(
  ctx: Ctx<Applicant> | Ctx<Staff<'assessments.check'>>,
  { number }: ApplicationInput,
): Promise<Result<Checked>> {
  const attempt = await findOwnAttempt(ctx, number)
  if (!attempt.ok) return attempt
  const row = attempt.value
  if (!row) return ok({ asked: false })
  const isOver = row.result === 'ready' && ctx.actor.kind === 'applicant'
  if (isOver) return ok({ asked: false })
  const allowed = ctx.actor.kind === 'staff' ? await mayCheck(ctx, row) : ok()
  if (!allowed.ok) return allowed
  if (!(await takeTry(row.partnerId, `assessments.check:${row.id}`, { tries: 1, seconds: 5 })))
    return ok({ asked: false })
  await transaction(async (tx) => {
    await recordEvent(tx, ctx, 'assessment.check_asked', {
      applicationId: row.applicationId,
      detail: { attemptNo: row.attemptNo },
    })
    return ok()
  })
  const synced = await syncAttempt(ctx, { attemptId: row.id })
  if (!synced.ok) return synced
  const { error } = synced.value
  if (!error) return ok({ asked: true })
  const refusal = ctx.actor.kind === 'staff' ? outsideRefusal(error) : providerRefusal(error)
  return { ok: false, refusal }
}

/** Staff are told why there is nothing to ask; the applicant's page offers no such button. */
async function mayCheck(ctx: Ctx, { partnerId, applicationId, id }: AttemptRow): Promise<Result<void>> {
  const [application] = await database()
    .select()
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  const all = application ? await listStaffFacts(database(), application, ctx.now) : []
  const facts = all.find(({ row }) => row.id === id)?.facts
  return facts ? mayAsStaff('check_now', facts) : refuse('not_found')
}

async function findOwnAttempt(
  ctx: Ctx<Applicant> | Ctx<Staff<'assessments.check'>>,
  number: string,
): Promise<Result<AttemptRow | null>> {
  const { partnerId, kind, accountId } = ctx.actor
  return transaction(async (tx) => {
    const [application] = await tx
      .select({ id: applications.id })
      .from(applications)
      .where(
        and(
          eq(applications.partnerId, partnerId),
          eq(applications.number, number),
          kind === 'applicant' ? eq(applications.applicantId, accountId) : undefined,
        ),
      )
    return application ? ok(await findLatestAttempt(tx, partnerId, application.id)) : refuse('not_found')
  })
}
