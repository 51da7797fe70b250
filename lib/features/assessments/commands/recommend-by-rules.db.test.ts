import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { attempts, recommendations } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
import { connections, intakeProgrammes, intakes } from '@/db/schema/partners'
import type { RecommendationRules } from '@/lib/domain/assessments/rules'
import type { ScoreSheet } from '@/lib/domain/assessments/scores'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import type { AttemptReport } from '@/lib/providers/assessments/contract'
import { findRecommendations, findStaffRecommendations } from '../queries/recommendations'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  aStaffMember,
  anApplicant,
  attemptOf,
  coursesOf,
  eventsOf,
  portalAt,
  start,
} from '../testing'
import { publishRules } from './edit-rules'
import { recommendAgain } from './recommend-by-rules'
import { assignRuleSet, createRuleSet } from './rule-sets'
import { markOf } from './rule-versions'
import { syncAttempt } from './sync'

const provider = vi.hoisted(() => ({ says: {} as Partial<AttemptReport> }))
vi.mock('next-intl/server', () => ({ getLocale: async () => 'en' }))
vi.mock('./open-provider', () => ({
  openProvider: async () => ({
    fetchAttempt: async (): Promise<AttemptReport> => ({
      progress: 'completed',
      result: 'ready',
      rawStatus: 'Complete',
      externalId: null,
      startedAt: start,
      finishedAt: start,
      durationMinutes: 30,
      recommendations: null,
      ...provider.says,
    }),
  }),
}))

const fresh = useFreshDatabase()

const numerical = (sten: number, changes: Partial<ScoreSheet> = {}): ScoreSheet => ({
  lines: [
    {
      level: 'section',
      id: '7',
      name: 'Numerical',
      within: null,
      reportType: null,
      scores: [{ scale: 'sten', value: sten, outOf: null }],
      state: 'completed',
      isVerification: false,
      verdict: null,
      minutes: 12,
    },
  ],
  band: null,
  norm: 'School leavers',
  isPartial: false,
  ...changes,
})
const rule = (programmeCode: string, atLeast: number) => ({
  programmeCode,
  weight: 10,
  sentence: { en: `Your {name} is {mark}.`, hi: `आपका {name}: {mark}।` },
  conditions: [
    {
      kind: 'mark' as const,
      level: 'section' as const,
      name: 'numerical',
      reportType: null,
      scale: 'sten' as const,
      outOf: null,
      atLeast,
      atMost: null,
    },
  ],
})
const high: RecommendationRules = { most: 5, rules: [rule('CSE', 8), rule('DSC', 6)] }
const low: RecommendationRules = { most: 5, rules: [rule('BBA', 1)] }

let partner: TestPartner
let clerk: Ctx<Staff<'rules.manage'>>
let ruleSetId: string

/** A college whose provider sends marks only, with a published rule set that its intake uses. */
beforeEach(async () => {
  provider.says = {}
  partner = await aPartner('http://127.0.0.1:9')
  await fresh()
    .db.update(connections)
    .set({ provider: 'imocha' })
    .where(eq(connections.id, partner.connectionId))
  clerk = await aStaffMember<Staff<'rules.manage'>>(partner, 'admissions_officer')
  const made = await createRuleSet(clerk, { name: 'Aptitude 2027' })
  if (!made.ok) throw new Error(made.refusal.code)
  ruleSetId = made.value.id
  await publish(high, '')
  await assignRuleSet(clerk, { intakeId: partner.intakeId, ruleSetId })
})

const publish = async (rules: RecommendationRules, basedOn: string) =>
  publishRules(clerk, { ruleSetId, rules, basedOn, note: 'for the test' })

/** A second start of somebody who has sat the test before; nothing is known of it yet. */
async function anotherSitting({ attemptId }: { attemptId: string }): Promise<string> {
  const [first] = await fresh().db.select().from(attempts).where(eq(attempts.id, attemptId))
  if (!first) throw new Error('no first sitting')
  const id = uuidv7()
  const { partnerId, applicationId, connectionId, email, fullName, mobile } = first
  await fresh()
    .db.insert(attempts)
    .values({
      ...{ partnerId, id, applicationId, connectionId, email, fullName, mobile },
      attemptNo: first.attemptNo + 1,
      progress: 'in_progress',
      launchedAt: start,
      nextAskAt: start,
    })
  return id
}

async function aSitting(college = partner): Promise<TestApplicant & { attemptId: string }> {
  const who = await anApplicant(college)
  const attemptId = uuidv7()
  await fresh().db.insert(attempts).values({
    partnerId: college.id,
    id: attemptId,
    applicationId: who.applicationId,
    connectionId: college.connectionId,
    attemptNo: 1,
    email: 'asha@sandbox.test',
    fullName: 'Asha Verma',
    mobile: '+919876543210',
    progress: 'in_progress',
    launchedAt: start,
    nextAskAt: start,
  })
  return { ...who, attemptId }
}

const hear = (attemptId: string, says: Partial<AttemptReport>, seconds = 60) => {
  provider.says = says
  return syncAttempt(portalAt(partner, seconds), { attemptId })
}
const codesOf = async (who: TestApplicant) => {
  const nameOf = Object.fromEntries(Object.entries(partner.programmeIds).map(([code, id]) => [id, code]))
  return (await coursesOf(who)).map(({ programmeId }) => nameOf[programmeId ?? ''])
}
const detailOf = async (name: string) =>
  (
    await fresh()
      .db.select()
      .from(events)
      .where(and(eq(events.partnerId, partner.id), eq(events.name, name)))
      .orderBy(events.at)
  ).map(({ detail, actorKind }) => ({ ...detail, actorKind }))

describe('when a result with marks is ready', () => {
  test('the rules write programmes with weight, reason, version and what they rest on, and leave an event', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    expect(await coursesOf(asha)).toMatchObject([
      {
        position: 1,
        matchedBy: 'rule',
        weight: 10,
        programmeId: partner.programmeIds.CSE,
        reason: { en: 'Your Numerical is sten 9 of 10.', hi: 'आपका Numerical: 10 में से स्टेन 9।' },
        raw: {
          rules: [1],
          isPartial: false,
          marks: [{ name: 'Numerical', score: { scale: 'sten', value: 9 } }],
        },
      },
      { position: 2, programmeId: partner.programmeIds.DSC, raw: { rules: [2] } },
    ])
    expect((await coursesOf(asha)).every(({ ruleVersionId }) => ruleVersionId !== null)).toBe(true)
    expect(await detailOf('recommendations.made')).toMatchObject([
      { attemptNo: 1, ruleSet: 'Aptitude 2027', version: 1, recommended: 2, actorKind: 'system' },
    ])
    expect(await detailOf('assessment.result_arrived')).toMatchObject([{ recommendations: 2, offered: 2 }])
  })

  test('asking again, or twice at once, writes the list once', async () => {
    const asha = await aSitting()
    provider.says = { scores: numerical(9) }
    await Promise.all([
      syncAttempt(portalAt(partner, 60), asha),
      syncAttempt(portalAt(partner, 61), asha),
      syncAttempt(portalAt(partner, 62), asha),
    ])
    await hear(asha.attemptId, { scores: numerical(6) }, 90)
    expect(await codesOf(asha)).toEqual(['CSE', 'DSC'])
    expect(await detailOf('recommendations.made')).toHaveLength(1)
  })

  test('marks that come after the result are read when they come', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: null })
    expect(await coursesOf(asha)).toEqual([])
    await hear(asha.attemptId, { scores: numerical(6) }, 90)
    expect(await codesOf(asha)).toEqual(['DSC'])
  })

  test('a part of a result recommends nothing yet', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { result: 'partial', scores: numerical(9, { isPartial: true }) })
    expect(await coursesOf(asha)).toEqual([])
    await hear(asha.attemptId, { scores: numerical(9) }, 90)
    expect(await codesOf(asha)).toEqual(['CSE', 'DSC'])
  })

  test('a programme that the intake does not offer is left out', async () => {
    await fresh()
      .db.delete(intakeProgrammes)
      .where(
        and(
          eq(intakeProgrammes.intakeId, partner.intakeId),
          eq(intakeProgrammes.programmeId, partner.programmeIds.CSE ?? ''),
        ),
      )
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    expect(await codesOf(asha)).toEqual(['DSC'])
  })

  test('when nothing is recommended the journey goes on, and the page says which rules found nothing', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(2) })
    expect(await coursesOf(asha)).toEqual([])
    const page = await findRecommendations(asha.applicant, asha.number)
    expect(page).toMatchObject({
      step: { state: 'skipped' },
      cards: [],
      next: 'form',
      made: { ruleSet: 'Aptitude 2027', version: 1 },
    })
  })

  test('a provider that sends courses is never overruled, nor is an intake without rules', async () => {
    await fresh()
      .db.update(connections)
      .set({ provider: 'studyhq' })
      .where(eq(connections.id, partner.connectionId))
    const asha = await aSitting()
    const sent = [{ courseName: 'BBA', score: 92, rank: 1, raw: {} }]
    await hear(asha.attemptId, { scores: numerical(9), recommendations: sent })
    expect(await coursesOf(asha)).toMatchObject([
      { courseName: 'BBA', matchedBy: 'code', ruleVersionId: null },
    ])
    await fresh().db.update(intakes).set({ ruleSetId: null }).where(eq(intakes.id, partner.intakeId))
    const riya = await aSitting()
    await hear(riya.attemptId, { scores: numerical(9) })
    expect([await coursesOf(riya), await detailOf('recommendations.made')]).toEqual([[], []])
  })
})

describe('of several sittings', () => {
  test('the one that counts speaks alone: a later result without courses does not bring an earlier list back', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    const again = await anotherSitting(asha)
    await hear(again, { scores: numerical(2) })
    const page = await findRecommendations(asha.applicant, asha.number)
    expect(page).toMatchObject({ cards: [], made: { ruleSet: 'Aptitude 2027', version: 1 } })
    const reader = await aStaffMember<Staff<'applications.read'>>(partner, 'reviewer')
    expect(await findStaffRecommendations(reader.actor, asha.number)).toMatchObject({
      cards: [],
      attemptNo: 2,
    })
  })

  test('an earlier list stands while a later sitting has no result, and staff read of which it is and why', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    await anotherSitting(asha)
    const page = await findRecommendations(asha.applicant, asha.number)
    expect(page?.cards.map(({ programme }) => programme?.code)).toEqual(['CSE', 'DSC'])
    const reader = await aStaffMember<Staff<'applications.read'>>(partner, 'reviewer')
    expect(await findStaffRecommendations(reader.actor, asha.number)).toMatchObject({
      attemptNo: 1,
      norm: 'School leavers',
      version: { ruleSet: 'Aptitude 2027', version: 1 },
      cards: [{ reason: 'Your Numerical is sten 9 of 10.' }, {}],
    })
  })

  test('staff of another partner read nothing of it', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    const college = await aPartner('http://127.0.0.1:9')
    const stranger = await aStaffMember<Staff<'applications.read'>>(college, 'admin')
    expect(await findStaffRecommendations(stranger.actor, asha.number)).toBeNull()
  })
})

describe('a later version', () => {
  test('never changes a list already made; new results follow it', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    const before = await coursesOf(asha)
    expect(await publish(low, markOf(high))).toMatchObject({ ok: true, value: { version: 2 } })
    await hear(asha.attemptId, { scores: numerical(9) }, 120)
    expect(await coursesOf(asha)).toEqual(before)
    const riya = await aSitting()
    await hear(riya.attemptId, { scores: numerical(9) })
    expect(await codesOf(riya)).toEqual(['BBA'])
  })

  test('is used for one attempt when staff ask for it, with an event that says who', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    await publish(low, markOf(high))
    const again = { number: asha.number, attemptNo: 1 }
    const both = await Promise.all([recommendAgain(clerk, again), recommendAgain(clerk, again)])
    expect(both.map(({ ok }) => ok)).toEqual([true, true])
    expect(await codesOf(asha)).toEqual(['BBA'])
    expect(await detailOf('recommendations.made_again')).toMatchObject([
      { version: 2, recommended: 1, actorKind: 'staff' },
      { version: 2 },
    ])
    expect((await attemptOf(asha)).result).toBe('ready')
    const page = await findRecommendations(asha.applicant, asha.number)
    expect(page).toMatchObject({
      made: { ruleSet: 'Aptitude 2027', version: 2 },
      norm: 'School leavers',
      cards: [
        {
          courseName: 'BBA',
          reason: 'Your Numerical is sten 9 of 10.',
          marks: [{ name: 'Numerical', score: { scale: 'sten', value: 9, outOf: null } }],
          words: [],
        },
      ],
    })
  })

  test('is refused where there is nothing to read, no rule set, or nobody of that number here', async () => {
    const asha = await aSitting()
    const again = { number: asha.number, attemptNo: 1 }
    expect(await recommendAgain(clerk, again)).toMatchObject({ refusal: { code: 'no_marks_yet' } })
    await hear(asha.attemptId, { scores: numerical(9) })
    await fresh().db.update(intakes).set({ ruleSetId: null }).where(eq(intakes.id, partner.intakeId))
    expect(await recommendAgain(clerk, again)).toMatchObject({ refusal: { code: 'rules_not_assigned' } })
    const stranger = await aStaffMember<Staff<'rules.manage'>>(await aPartner('http://127.0.0.1:9'), 'admin')
    for (const ctx of [stranger, { ...clerk }])
      expect(await recommendAgain(ctx, { ...again, attemptNo: ctx === stranger ? 1 : 2 })).toMatchObject({
        refusal: { code: 'not_found' },
      })
    expect(await codesOf(asha)).toEqual(['CSE', 'DSC'])
    expect(await eventsOf(asha)).not.toContain('recommendations.made_again')
  })

  test('leaves the lists of other partners alone', async () => {
    const asha = await aSitting()
    await hear(asha.attemptId, { scores: numerical(9) })
    const rows = await fresh()
      .db.select()
      .from(recommendations)
      .where(eq(recommendations.partnerId, partner.id))
    expect(rows).toHaveLength(2)
    const meera = await anApplicant(await aPartner('http://127.0.0.1:9'))
    expect(await findRecommendations(meera.applicant, asha.number)).toBeNull()
  })
})
