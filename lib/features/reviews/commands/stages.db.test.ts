import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { criteria, noteMentions, notes, scorecards } from '@/db/schema/reviews'
import { useFreshDatabase } from '@/db/testing'
import { startReview } from '@/lib/features/applications/commands/start-review'
import { scorecardInput, stageInput } from '../schema'
import {
  type Reviewing,
  aReviewingPartner,
  aStaffMember,
  anApplicationInReview,
  anAssignedApplication,
  eventsOf,
  rowOf,
  stagesOf,
} from '../testing'
import { readMention, writeNote } from './notes'
import { saveScorecard } from './scorecards'
import { raiseStage, retireStage, saveStage } from './stages'

useFreshDatabase()

const code = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'ok' : result.refusal?.code
const typed = ({ partner, ...world }: Reviewing, more: Record<string, string> = {}) =>
  stageInput.parse({
    intakeId: partner.intakeId,
    stageId: world.screening,
    nameEn: 'First reading',
    nameHi: 'पहला पाठ',
    reviewersWanted: '2',
    assignmentWay: 'evenly',
    ...more,
  })
const names = async (world: Reviewing) =>
  (await stagesOf(world))
    .filter(({ retiredAt }) => retiredAt === null)
    .map(({ position, name }) => `${position} ${name.en}`)
const eventsOfPartner = async ({ partner }: Reviewing) =>
  (await database().select().from(events).where(eq(events.partnerId, partner.id))).map(({ name }) => name)

describe('the stages of an intake', () => {
  test('an unused stage changes in place; a used one is retired and keeps its applications', async () => {
    const world = await aReviewingPartner()
    const admin = await aStaffMember(world.partner, 'admin')
    expect(await saveStage(admin, typed(world))).toEqual({ ok: true, value: { stageId: world.screening } })
    const who = await anApplicationInReview(world)
    const changed = await saveStage(admin, typed(world, { nameEn: 'Second reading' }))
    if (!changed.ok) throw new Error(changed.refusal.code)
    expect(changed.value.stageId).not.toBe(world.screening)
    expect(await names(world)).toEqual(['1 Second reading', '2 Panel'])
    expect((await rowOf(who)).stageId).toBe(world.screening)
    expect((await eventsOfPartner(world)).at(-1)).toBe('intake.stage_saved')
  })

  test('how a used stage is assigned may change without a new one', async () => {
    const world = await aReviewingPartner()
    const admin = await aStaffMember(world.partner, 'admin')
    await anApplicationInReview(world)
    const [before] = await stagesOf(world)
    const same = { nameEn: 'Screening', nameHi: 'Screening', isBlind: 'yes' }
    const saved = await saveStage(
      admin,
      typed(world, { ...same, scorecardId: before?.scorecardId ?? '', reviewersWanted: '3' }),
    )
    expect(saved).toEqual({ ok: true, value: { stageId: world.screening } })
    expect((await stagesOf(world))[0]).toMatchObject({ reviewersWanted: 3, assignmentWay: 'evenly' })
  })

  test('are ordered and taken out without a gap', async () => {
    const world = await aReviewingPartner()
    const admin = await aStaffMember(world.partner, 'admin')
    const { intakeId } = world.partner
    await raiseStage(admin, { intakeId, stageId: world.panel })
    expect(await names(world)).toEqual(['1 Panel', '2 Screening'])
    await retireStage(admin, { intakeId, stageId: world.panel })
    await retireStage(admin, { intakeId, stageId: world.panel })
    expect(await names(world)).toEqual(['1 Screening'])
    expect(code(await saveStage(admin, typed(world, { stageId: world.panel })))).toBe('stage_retired')
  })

  test('belong to one partner', async () => {
    const world = await aReviewingPartner()
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    const { intakeId } = world.partner
    expect(code(await saveStage(foreign, typed(world)))).toBe('not_found')
    expect(code(await raiseStage(foreign, { intakeId, stageId: world.panel }))).toBe('not_found')
    expect(code(await retireStage(foreign, { intakeId, stageId: world.panel }))).toBe('not_found')
    expect(await names(world)).toEqual(['1 Screening', '2 Panel'])
  })

  test('a review begins in the first stage', async () => {
    const world = await aReviewingPartner()
    const who = await anApplicationInReview(world)
    await database()
      .update(applications)
      .set({ state: 'submitted', stageId: null, reviewStartedAt: null })
      .where(eq(applications.id, who.applicationId))
    const reviewer = await aStaffMember(world.partner, 'reviewer')
    // The assessment is not sat in this world; the journey says so, and no stage is set.
    expect(code(await startReview(reviewer, who))).toBe('assessment_first')
    expect((await rowOf(who)).stageId).toBeNull()
    await database().execute(
      `update intakes set journey = '{"id":"form_only","steps":["verify_email","form","review","decision"]}' where id = '${world.partner.intakeId}'`,
    )
    expect(code(await startReview(reviewer, who))).toBe('ok')
    expect((await rowOf(who)).stageId).toBe(world.screening)
  })
})

describe('a scorecard of an intake', () => {
  const card = ({ partner }: Reviewing, scorecardId: string, weight = '100') =>
    scorecardInput.parse({
      intakeId: partner.intakeId,
      scorecardId,
      nameEn: 'Simple',
      nameHi: 'सरल',
      'criterion-0-nameEn': 'Whole',
      'criterion-0-nameHi': 'समग्र',
      'criterion-0-weight': weight,
      'criterion-0-maxPoints': '10',
    })
  const cardsOf = ({ partner }: Reviewing) =>
    database()
      .select()
      .from(scorecards)
      .where(eq(scorecards.intakeId, partner.intakeId))
      .orderBy(asc(scorecards.createdAt))

  test('needs weights of 100 together', async () => {
    const world = await aReviewingPartner()
    const admin = await aStaffMember(world.partner, 'admin')
    expect(await saveScorecard(admin, card(world, '', '90'))).toMatchObject({
      refusal: { fields: { criteria: 'weights_not_100' } },
    })
  })

  test('stays as it was for applications whose reviewers have met it', async () => {
    const world = await aReviewingPartner()
    const admin = await aStaffMember(world.partner, 'admin')
    const who = await anAssignedApplication(world)
    const [old] = await cardsOf(world)
    const saved = await saveScorecard(admin, card(world, old?.id ?? ''))
    if (!saved.ok) throw new Error(saved.refusal.code)
    expect(saved.value.scorecardId).not.toBe(old?.id)
    const kept = await database()
      .select()
      .from(criteria)
      .where(eq(criteria.scorecardId, old?.id ?? ''))
    expect(kept.map(({ weight }) => weight).sort()).toEqual([40, 60])
    expect((await rowOf(who)).stageId).toBe(world.screening)
    const live = (await stagesOf(world)).filter(({ retiredAt }) => retiredAt === null)
    expect(live[0]).toMatchObject({ position: 1, scorecardId: saved.value.scorecardId })
    expect((await eventsOfPartner(world)).at(-1)).toBe('intake.scorecard_saved')
  })

  test('is no other partner’s', async () => {
    const world = await aReviewingPartner()
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    const [old] = await cardsOf(world)
    expect(code(await saveScorecard(foreign, card(world, old?.id ?? '')))).toBe('not_found')
  })
})

describe('a note', () => {
  test('is kept, and whoever is named has it to read', async () => {
    const world = await aReviewingPartner()
    const { officer, reviewer, ...who } = await anAssignedApplication(world)
    const wrote = await writeNote(officer, { number: who.number, body: 'Please look again, @Anil Kumar.' })
    if (!wrote.ok) throw new Error(wrote.refusal.code)
    const { noteId } = wrote.value
    const mentions = () => database().select().from(noteMentions).where(eq(noteMentions.noteId, noteId))
    expect(await mentions()).toMatchObject([{ staffId: reviewer.actor.accountId, readAt: null }])
    expect(code(await readMention(officer, { noteId }))).toBe('not_found')
    await readMention(reviewer, { noteId })
    expect((await mentions())[0]?.readAt).toEqual(reviewer.now)
    expect((await eventsOf(who)).at(-1)).toBe('note.added')
  })

  test('is not written on another partner’s application', async () => {
    const world = await aReviewingPartner()
    const who = await anApplicationInReview(world)
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    expect(code(await writeNote(foreign, { number: who.number, body: 'Hello' }))).toBe('not_found')
    expect(await database().select().from(notes).where(eq(notes.applicationId, who.applicationId))).toEqual(
      [],
    )
  })
})
