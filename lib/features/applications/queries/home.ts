import { and, desc, eq, inArray } from 'drizzle-orm'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import type { ApplicationState } from '@/lib/domain/applications/machine'
import type { StepKind } from '@/lib/domain/journeys/definition'
import type { PlannedStep } from '@/lib/domain/journeys/journey'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type EventName, timelineEvents } from '@/lib/platform/events'
import { type LoadedJourney, readJourneyOf } from '../queries'
import { type FormPage, formPages } from '../schema'

/** One application as a list shows it. */
export type ApplicationCardView = {
  number: string
  intakeId: string
  intakeName: string
  state: ApplicationState
  startedAt: Date
  submittedAt: Date | null
  closesAt: Date
  next: StepKind | null
}

/** The applicant's applications, newest first. */
export async function listApplications(applicant: Applicant): Promise<ApplicationCardView[]> {
  const [locale, now] = await Promise.all([readerLocale(), currentTime()])
  const own = await database()
    .select({ id: applications.id })
    .from(applications)
    .where(
      and(eq(applications.partnerId, applicant.partnerId), eq(applications.applicantId, applicant.accountId)),
    )
    .orderBy(desc(applications.createdAt), desc(applications.id))
  const found = await Promise.all(
    own.map((key) => readJourneyOf(applicant.partnerId, key, { applicantId: applicant.accountId, now })),
  )
  return found
    .filter((journey) => journey !== null)
    .map(({ application, intake, plan }) => ({
      number: application.number,
      intakeId: intake.id,
      intakeName: intake.name[locale],
      state: application.state,
      startedAt: application.createdAt,
      submittedAt: application.submittedAt,
      closesAt: intake.closesAt,
      next: plan.next?.kind ?? null,
    }))
}

export type ApplicationHomeView = {
  number: string
  intakeName: string
  closesAt: Date
  isClosed: boolean
  submittedAt: Date | null
  steps: PlannedStep[]
  next: StepKind | null
  /** Where the form goes on: its first page that is not complete, else the check page. */
  formContinues: FormPage | 'check'
  /** How many pages of the form are complete. */
  pagesDone: number
}

/** One application of this applicant with its planned steps. Not found when it is somebody else's. */
export async function getApplicationHome(applicant: Applicant, number: string): Promise<ApplicationHomeView> {
  const [locale, { application, intake, plan, facts, completePages }] = await Promise.all([
    readerLocale(),
    getOwnJourney(applicant, number),
  ])
  return {
    number: application.number,
    intakeName: intake.name[locale],
    closesAt: intake.closesAt,
    isClosed: facts.now >= intake.closesAt,
    submittedAt: application.submittedAt,
    steps: plan.steps,
    next: plan.next?.kind ?? null,
    formContinues: formPages.find((page) => !completePages.includes(page)) ?? 'check',
    pagesDone: formPages.filter((page) => completePages.includes(page)).length,
  }
}

/** The journey of one application of this applicant; a page of its own asks once. Not found when it is somebody else's. */
export const getOwnJourney = cache(async (applicant: Applicant, number: string): Promise<LoadedJourney> => {
  const now = await currentTime()
  const journey = await readJourneyOf(
    applicant.partnerId,
    { number },
    { applicantId: applicant.accountId, now },
  )
  return journey ?? notFound()
})

export type TimelineEventView = {
  id: string
  name: EventName
  at: Date
  by: 'applicant' | 'staff' | 'system' | 'provider' | 'gateway' | 'visitor'
  detail: Record<string, string | number | boolean | null>
}

/** What happened on one application of this applicant, newest first: the events that are theirs to see. */
export async function getTimeline(
  applicant: Applicant,
  number: string,
): Promise<{ number: string; events: TimelineEventView[] }> {
  const { application } = await getOwnJourney(applicant, number)
  const rows = await database()
    .select({ id: events.id, name: events.name, at: events.at, by: events.actorKind, detail: events.detail })
    .from(events)
    .where(
      and(
        eq(events.partnerId, applicant.partnerId),
        eq(events.applicationId, application.id),
        inArray(events.name, [...timelineEvents]),
      ),
    )
    .orderBy(desc(events.at), desc(events.id))
  return { number: application.number, events: rows.filter(isForApplicants) }
}

const isForApplicants = <Row extends { name: string }>(row: Row): row is Row & { name: EventName } =>
  timelineEvents.some((name) => name === row.name)
