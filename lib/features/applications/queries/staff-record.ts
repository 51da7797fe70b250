import { cache } from 'react'
import type { applications } from '@/db/schema/applications'
import type { Localised } from '@/db/schema/partners'
import { canMove } from '@/lib/domain/applications/machine'
import type { JourneyPlan, PlannedStep } from '@/lib/domain/journeys/journey'
import { type Standing, standingOf } from '@/lib/domain/journeys/standing'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type LoadedJourney, readJourneyOf } from '../queries'

export type ApplicationRecord = {
  application: LoadedJourney['application']
  intake: {
    name: Localised
    code: string
    opensAt: Date
    closesAt: Date
    feePaise: number | null
    journeyId: string
  }
  applicant: LoadedJourney['applicant']
  standing: Standing
  /** The same plan that the applicant's page draws and every command asks. */
  steps: PlannedStep[]
  /** Whether a review may begin now, as the command sees it. */
  mayStartReview: Result<void>
}

/** What stands at the head of one application's record; null when it is not the partner's. Read once per request. */
export const findApplicationRecord = cache(
  async (staff: Staff<'applications.read'>, number: string): Promise<ApplicationRecord | null> => {
    const journey = await readJourneyOf(staff.partnerId, { number }, { now: await currentTime() })
    if (!journey) return null
    const { application, intake, applicant, facts, plan } = journey
    return {
      application,
      intake: {
        name: intake.name,
        code: intake.code,
        opensAt: intake.opensAt,
        closesAt: intake.closesAt,
        feePaise: intake.feePaise,
        journeyId: intake.journey.id,
      },
      applicant,
      standing: standingOf(plan, facts),
      steps: plan.steps,
      mayStartReview: mayStartReview(plan, application.state),
    }
  },
)

type ApplicationRow = typeof applications.$inferSelect

function mayStartReview({ steps }: JourneyPlan, state: ApplicationRow['state']): Result<void> {
  const review = steps.find((step) => step.kind === 'review')
  if (!review) return refuse('not_needed')
  if (review.state === 'locked' && review.reason) return { ok: false, refusal: review.reason }
  return canMove('start_review', state) ? ok() : refuse('review_pending', { waitsFor: 'staff' })
}
