import { randomBytes } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { criteria, reviewAssignments, reviewStages } from '@/db/schema/reviews'
import { assessmentFirst } from '@/lib/domain/journeys/definition'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import {
  type TestPartner,
  acting,
  aPartner,
  anApplicant,
  goodAnswers,
  noon,
} from '@/lib/features/applications/testing'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'
import { staffActor } from '@/lib/platform/auth/testing'
import type { Ctx } from '@/lib/platform/context'
import { assignReviewers } from './commands/assign'
import { saveScorecard } from './commands/scorecards'
import { saveStage } from './commands/stages'
import { scorecardInput, stageInput } from './schema'

/** For database tests: a partner whose intake has a blind screening of two criteria and an open panel. */
export type Reviewing = {
  partner: TestPartner
  screening: string
  panel: string
  /** Criteria of the screening: 60 of 10 points, 40 of 5. */
  academics: string
  statement: string
}

/** A member of staff of this partner, acting. */
export async function aStaffMember(
  partner: { id: string },
  role: StaffRole,
  fullName = 'Anil Kumar',
): Promise<Ctx<Staff<never>>> {
  const accountId = uuidv7()
  await database()
    .insert(accounts)
    .values({
      partnerId: partner.id,
      id: accountId,
      kind: 'staff',
      email: `${accountId}@sandbox.test`,
      fullName,
      passwordHash: 'none',
      emailVerifiedAt: noon(2),
    })
  await database().insert(staff).values({ partnerId: partner.id, accountId, role })
  return acting(await staffActor<never>(partner.id, accountId))
}

const portal = (partner: TestPartner) => ({
  actor: { kind: 'system' as const, partnerId: partner.id },
  now: noon(20),
  source: 'seed' as const,
  requestId: 'test',
})

const value = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string } }): T => {
  if (!result.ok) throw new Error(result.refusal.code)
  return result.value
}

export async function aReviewingPartner(
  given: { reviewersWanted?: number; way?: 'by_hand' | 'evenly' | 'by_rule' } = {},
): Promise<Reviewing> {
  const partner = await aPartner({ journey: assessmentFirst, feePaise: null })
  const card = scorecardInput.parse({
    intakeId: partner.intakeId,
    nameEn: 'Screening',
    nameHi: 'जाँच',
    'criterion-0-nameEn': 'Academics',
    'criterion-0-nameHi': 'शैक्षणिक',
    'criterion-0-weight': '60',
    'criterion-0-maxPoints': '10',
    'criterion-1-nameEn': 'Statement',
    'criterion-1-nameHi': 'वक्तव्य',
    'criterion-1-weight': '40',
    'criterion-1-maxPoints': '5',
  })
  const { scorecardId } = value(await saveScorecard(portal(partner), card))
  const stage = (nameEn: string, more: Record<string, string>) =>
    stageInput.parse({
      intakeId: partner.intakeId,
      nameEn,
      nameHi: nameEn,
      reviewersWanted: String(given.reviewersWanted ?? 1),
      assignmentWay: given.way ?? 'by_hand',
      scorecardId,
      ...more,
    })
  const { stageId: screening } = value(
    await saveStage(portal(partner), stage('Screening', { isBlind: 'yes', daysToReview: '7' })),
  )
  const { stageId: panel } = value(
    await saveStage(portal(partner), stage('Panel', { assignmentWay: 'by_hand', scorecardId: '' })),
  )
  const [academics, statement] = await database()
    .select({ id: criteria.id })
    .from(criteria)
    .where(eq(criteria.scorecardId, scorecardId))
    .orderBy(asc(criteria.position))
  return { partner, screening, panel, academics: academics?.id ?? '', statement: statement?.id ?? '' }
}

export type ReviewedApplicant = { applicant: Applicant; applicationId: string; number: string }

/** A submitted application of a complete form that stands in the screening. */
export async function anApplicationInReview(
  { partner, screening }: Reviewing,
  fullName = 'Asha Verma',
): Promise<ReviewedApplicant> {
  const applicant = await anApplicant(partner, fullName)
  const applicationId = uuidv7()
  const number = applicationNumber(27, randomBytes(8))
  await database()
    .insert(applications)
    .values({
      partnerId: partner.id,
      id: applicationId,
      number,
      intakeId: partner.intakeId,
      applicantId: applicant.accountId,
      state: 'in_review',
      submittedAt: noon(18),
      reviewStartedAt: noon(19),
      stageId: screening,
    })
  await database()
    .insert(applicationPages)
    .values(
      Object.entries(goodAnswers(partner)).map(([page, answers]) => ({
        partnerId: partner.id,
        applicationId,
        page,
        answers,
        completedAt: noon(18),
        savedAt: noon(18),
      })),
    )
  await database()
    .insert(preferences)
    .values({ partnerId: partner.id, applicationId, position: 1, programmeId: partner.programmes.cse })
  return { applicant, applicationId, number }
}

/** An application with one reviewer who has it open. */
export async function anAssignedApplication(world: Reviewing, fullName?: string) {
  const who = await anApplicationInReview(world, fullName)
  const officer = await aStaffMember(world.partner, 'admissions_officer', 'Leela Rao')
  const reviewer = await aStaffMember(world.partner, 'reviewer')
  value(
    await assignReviewers(officer, {
      number: who.number,
      way: 'by_hand',
      reviewerIds: [reviewer.actor.accountId],
    }),
  )
  return { ...who, officer, reviewer }
}

export async function rowOf({ applicationId }: { applicationId: string }) {
  const [row] = await database().select().from(applications).where(eq(applications.id, applicationId))
  if (!row) throw new Error('no application')
  return row
}

export const assignmentsOf = ({ applicationId }: { applicationId: string }) =>
  database()
    .select()
    .from(reviewAssignments)
    .where(eq(reviewAssignments.applicationId, applicationId))
    .orderBy(reviewAssignments.assignedAt, reviewAssignments.id)

export const stagesOf = ({ partner }: Reviewing) =>
  database()
    .select()
    .from(reviewStages)
    .where(eq(reviewStages.intakeId, partner.intakeId))
    .orderBy(reviewStages.position, reviewStages.id)

export const eventsOf = async ({ applicationId }: { applicationId: string }): Promise<string[]> =>
  (
    await database()
      .select({ name: events.name })
      .from(events)
      .where(eq(events.applicationId, applicationId))
      .orderBy(events.at, events.id)
  ).map(({ name }) => name)

export const mailOf = async ({ applicationId }: { applicationId: string }): Promise<string[]> =>
  (
    await database()
      .select({ template: messages.template })
      .from(messages)
      .where(eq(messages.applicationId, applicationId))
      .orderBy(messages.createdAt)
  ).map(({ template }) => template)
