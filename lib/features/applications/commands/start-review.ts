import { and, eq, inArray, sql } from 'drizzle-orm'
import { applications } from '@/db/schema/applications'
import { reviewStages } from '@/db/schema/reviews'
import { moves } from '@/lib/domain/applications/machine'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { loadJourney } from '../queries'
import type { ApplicationNumberInput } from '../schema'

/**
 * Staff begin to read a submitted application: from here on the applicant's preferences stand. Refuses `not_found`, or
 * what the journey still holds against the review (a fee that is due, an assessment that is not taken).
 */
export const startReview = (
  ctx: Ctx<Staff<'applications.review'>>,
  { number }: ApplicationNumberInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const journey = await loadJourney(tx, ctx.actor.partnerId, { number }, { lock: true, now: ctx.now })
    if (!journey) return refuse('not_found')
    const review = journey.plan.steps.find((step) => step.kind === 'review')
    if (!review) return refuse('not_needed')
    if (review.state === 'locked' && review.reason) return { ok: false, refusal: review.reason }
    const [moved] = await tx
      .update(applications)
      .set({ state: moves.start_review.to, reviewStartedAt: ctx.now, stageId: firstStage })
      .where(
        and(
          eq(applications.partnerId, ctx.actor.partnerId),
          eq(applications.id, journey.application.id),
          inArray(applications.state, [...moves.start_review.from]),
        ),
      )
      .returning({ id: applications.id })
    // A second click, or a colleague's: the review is under way, which is what was asked for.
    if (!moved) return ok()
    await recordEvent(tx, ctx, 'application.review_started', { applicationId: moved.id })
    return ok()
  })

/** The first stage of its intake, where it has stages. */
const firstStage = sql<string | null>`(select ${reviewStages.id} from ${reviewStages}
  where ${reviewStages.partnerId} = ${applications.partnerId} and ${reviewStages.intakeId} = ${applications.intakeId}
    and ${reviewStages.retiredAt} is null
  order by ${reviewStages.position} limit 1)`
