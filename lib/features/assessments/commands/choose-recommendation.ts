import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications, preferences } from '@/db/schema/applications'
import { attempts, recommendations } from '@/db/schema/assessments'
import { programmes } from '@/db/schema/partners'
import { putFirst } from '@/lib/domain/applications/preferences'
import { mayChangePreferences, mayStep } from '@/lib/domain/journeys/journey'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { listOffered } from '@/lib/features/partners/queries/terms'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { ApplicationInput, ChooseRecommendationInput } from '../schema'

/** `isSubmitted` says where to go on: the form still to be filled, or back to the courses. `dropped` gave way in a full list. */
export type Chosen = { programmeCode: string; isSubmitted: boolean; dropped: boolean }

/** Puts a recommended programme first among the preferences: prefills the form, or changes it until review starts. */
export const chooseRecommendation = (
  ctx: Ctx<Applicant>,
  { number, recommendationId }: ChooseRecommendationInput,
): Promise<Result<Chosen>> =>
  transaction(async (tx) => {
    const journey = await openCourses(tx, ctx, number)
    if (!journey.ok) return journey
    const { application, definition, facts } = journey.value
    const allowed = mayChangePreferences(definition, facts)
    if (!allowed.ok) return allowed
    const course = await findOfferedCourse(tx, journey.value, recommendationId)
    if (!course.ok) return course
    const { programmeId, code, position, courseName } = course.value
    const preferred = await preferFirst(tx, journey.value, programmeId)
    await markSeen(tx, ctx, journey.value)
    await recordEvent(tx, ctx, 'recommendations.chosen', {
      applicationId: application.id,
      detail: { course: courseName, programme: code, position },
    })
    if (application.submittedAt) {
      await recordEvent(tx, ctx, 'application.preferences_changed', {
        applicationId: application.id,
        detail: { programmes: preferred.count },
      })
    }
    return ok({
      programmeCode: code,
      isSubmitted: application.submittedAt !== null,
      dropped: preferred.dropped,
    })
  })

/** The applicant has looked at the courses and goes on with their own choice. */
export const continueWithoutChoosing = (
  ctx: Ctx<Applicant>,
  { number }: ApplicationInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const journey = await openCourses(tx, ctx, number)
    if (!journey.ok) return journey
    await markSeen(tx, ctx, journey.value)
    return ok()
  })

async function openCourses(tx: Tx, ctx: Ctx<Applicant>, number: string): Promise<Result<LoadedJourney>> {
  const journey = await loadJourney(
    tx,
    ctx.actor.partnerId,
    { number },
    { applicantId: ctx.actor.accountId, lock: true, now: ctx.now },
  )
  if (!journey) return refuse('not_found')
  const allowed = mayStep(journey.definition, journey.facts, 'recommendations')
  return allowed.ok ? ok(journey) : allowed
}

/** The recommendation with its programme, when it belongs to this application and its intake offers that programme. */
async function findOfferedCourse(tx: Tx, { application }: LoadedJourney, recommendationId: string) {
  const [course] = await tx
    .select({
      programmeId: programmes.id,
      code: programmes.code,
      position: recommendations.position,
      courseName: recommendations.courseName,
    })
    .from(recommendations)
    .innerJoin(
      attempts,
      and(eq(attempts.partnerId, recommendations.partnerId), eq(attempts.id, recommendations.attemptId)),
    )
    .leftJoin(
      programmes,
      and(
        eq(programmes.partnerId, recommendations.partnerId),
        eq(programmes.id, recommendations.programmeId),
      ),
    )
    .where(
      and(
        eq(recommendations.partnerId, application.partnerId),
        eq(recommendations.id, recommendationId),
        eq(attempts.applicationId, application.id),
      ),
    )
  if (!course) return refuse('not_found')
  const { programmeId, code, ...wording } = course
  const offered = await listOffered(tx, application)
  return programmeId && code && offered.some(({ id }) => id === programmeId)
    ? ok({ ...wording, programmeId, code })
    : refuse('not_offered_here', { waitsFor: 'staff' })
}

/** Rewrites the ordered preferences; `dropped`: the last of a full list had to give way. */
async function preferFirst(
  tx: Tx,
  { application }: LoadedJourney,
  programmeId: string,
): Promise<{ count: number; dropped: boolean }> {
  const ofApplication = and(
    eq(preferences.partnerId, application.partnerId),
    eq(preferences.applicationId, application.id),
  )
  const held = await tx.select().from(preferences).where(ofApplication).orderBy(asc(preferences.position))
  const wanted = putFirst(
    held.map((row) => row.programmeId),
    programmeId,
  )
  await tx.delete(preferences).where(ofApplication)
  await tx.insert(preferences).values(
    wanted.preferences.map((id, at) => ({
      partnerId: application.partnerId,
      applicationId: application.id,
      position: at + 1,
      programmeId: id,
    })),
  )
  return { count: wanted.preferences.length, dropped: wanted.dropped !== null }
}

async function markSeen(tx: Tx, ctx: Ctx<Applicant>, { application }: LoadedJourney): Promise<void> {
  const [seen] = await tx
    .update(applications)
    .set({ recommendationsSeenAt: ctx.now })
    .where(
      and(
        eq(applications.partnerId, application.partnerId),
        eq(applications.id, application.id),
        isNull(applications.recommendationsSeenAt),
      ),
    )
    .returning({ id: applications.id })
  if (seen) await recordEvent(tx, ctx, 'recommendations.seen', { applicationId: application.id })
}
