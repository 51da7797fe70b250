import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { type Localised, programmes } from '@/db/schema/partners'
import { canMove } from '@/lib/domain/applications/machine'
import type { JourneyPlan, PlannedStep } from '@/lib/domain/journeys/journey'
import { type Standing, standingOf } from '@/lib/domain/journeys/standing'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type LoadedJourney, readJourneyOf } from '../queries'
import { type FormPage, fieldsOf, formPages } from '../schema'

/** One event as staff read it: all of it, with the person's name. */
export type AuditRow = {
  id: string
  name: string
  at: Date
  actorKind: 'applicant' | 'staff' | 'system' | 'provider' | 'gateway' | 'visitor'
  actorName: string | null
  source: string
  detail: Record<string, string | number | boolean | null>
}

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
  preferences: { position: number; code: string; name: Localised }[]
  pages: {
    page: FormPage
    isComplete: boolean
    savedAt: Date | null
    answers: { field: string; value: string }[]
  }[]
  /** Newest first. */
  events: AuditRow[]
  /** Whether a review may begin now, as the command sees it. */
  mayStartReview: Result<void>
}

/** One application of the partner with everything staff may know of it; null when it is not theirs. */
export async function findApplicationRecord(
  staff: Staff<'applications.read'>,
  number: string,
): Promise<ApplicationRecord | null> {
  const journey = await readJourneyOf(staff.partnerId, { number }, { now: await currentTime() })
  if (!journey) return null
  const { application, intake, applicant, facts, plan } = journey
  const [chosen, pages, told] = await Promise.all([
    listPreferences(application),
    listPages(application),
    listEvents(staff, application.id),
  ])
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
    preferences: chosen,
    pages,
    events: told,
    mayStartReview: mayStartReview(plan, application.state),
  }
}

type ApplicationRow = typeof applications.$inferSelect

function mayStartReview({ steps }: JourneyPlan, state: ApplicationRow['state']): Result<void> {
  const review = steps.find((step) => step.kind === 'review')
  if (!review) return refuse('not_needed')
  if (review.state === 'locked' && review.reason) return { ok: false, refusal: review.reason }
  return canMove('start_review', state) ? ok() : refuse('review_pending', { waitsFor: 'staff' })
}

const listPreferences = ({ partnerId, id }: ApplicationRow) =>
  database()
    .select({ position: preferences.position, code: programmes.code, name: programmes.name })
    .from(preferences)
    .innerJoin(
      programmes,
      and(eq(programmes.partnerId, preferences.partnerId), eq(programmes.id, preferences.programmeId)),
    )
    .where(and(eq(preferences.partnerId, partnerId), eq(preferences.applicationId, id)))
    .orderBy(asc(preferences.position))

async function listPages({ partnerId, id }: ApplicationRow): Promise<ApplicationRecord['pages']> {
  const rows = await database()
    .select()
    .from(applicationPages)
    .where(and(eq(applicationPages.partnerId, partnerId), eq(applicationPages.applicationId, id)))
  const kept = new Map(rows.map((row) => [row.page, row]))
  return formPages
    .filter((page) => page !== 'preferences')
    .map((page) => {
      const row = kept.get(page)
      const answers = fieldsOf(page).map((field) => ({ field, value: row?.answers[field] ?? '' }))
      return { page, isComplete: Boolean(row?.completedAt), savedAt: row?.savedAt ?? null, answers }
    })
}

const mostEvents = 300

const listEvents = (staff: Staff<'applications.read'>, applicationId: string): Promise<AuditRow[]> =>
  database()
    .select({
      id: events.id,
      name: events.name,
      at: events.at,
      actorKind: events.actorKind,
      actorName: accounts.fullName,
      source: events.source,
      detail: events.detail,
    })
    .from(events)
    .leftJoin(accounts, and(eq(accounts.partnerId, events.partnerId), eq(accounts.id, events.actorId)))
    .where(and(eq(events.partnerId, staff.partnerId), eq(events.applicationId, applicationId)))
    .orderBy(desc(events.at), desc(events.id))
    .limit(mostEvents)
