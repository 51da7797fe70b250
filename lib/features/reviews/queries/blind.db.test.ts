import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applicationPages } from '@/db/schema/applications'
import { useFreshDatabase } from '@/db/testing'
import { namesAsReadBy } from '@/lib/features/applications/queries/blind'
import { listApplications } from '@/lib/features/applications/queries/staff-list'
import { assignReviewers } from '../commands/assign'
import { moveStage } from '../commands/move-stage'
import { writeNote } from '../commands/notes'
import { submitReview } from '../commands/review'
import { aReviewingPartner, aStaffMember, anAssignedApplication } from '../testing'
import { isRecordHidden } from './blind-page'
import { findQueueNeighbours, getReviewOverview, listMentions, listQueue } from './queue'
import { findRecordQueries, findRecordReview, listRecordDocuments, listRecordNotes } from './record'
import { findReviewSheet } from './sheet'

useFreshDatabase()

/** Asha, whose statement names herself and her mother, with a reviewer in the blind screening. */
async function aBlindReview() {
  const world = await aReviewingPartner()
  const who = await anAssignedApplication(world)
  await database()
    .update(applicationPages)
    .set({
      answers: {
        statement: 'I, Asha Verma, daughter of Meena, learned at Kendriya. Write to asha@verma.example.',
      },
    })
    .where(and(eq(applicationPages.applicationId, who.applicationId), eq(applicationPages.page, 'statement')))
  const [account] = await database().select().from(accounts).where(eq(accounts.id, who.applicant.accountId))
  return { world, ...who, email: account?.email ?? '' }
}

const secretsOf = (email: string) => [
  ...['Asha', 'Verma', email, '9810000001', '2008-02-11', 'Meena', 'MG Road', 'Pune', '411001'],
  ...['12345678', 'Kendriya Vidyalaya', 'general'],
]

describe('a reviewer of a blind stage', () => {
  test('reads nothing anywhere that says who the applicant is', async () => {
    const { reviewer, officer, email, ...who } = await aBlindReview()
    await writeNote(officer, { number: who.number, body: 'Asha Verma called, @Anil Kumar.' })
    const told = JSON.stringify([
      await findReviewSheet(reviewer.actor, who.number),
      await listQueue(reviewer.actor),
      (await listApplications(reviewer.actor)).rows,
      await listMentions(reviewer.actor),
      await findRecordReview(reviewer.actor, who.applicationId),
      await findRecordQueries(reviewer.actor, who.applicationId),
      await listRecordDocuments(reviewer.actor, who.applicationId),
      await listRecordNotes(reviewer.actor, who.applicationId),
    ])
    expect(secretsOf(email).filter((secret) => told.includes(secret))).toEqual([])
    expect(told).toContain(`Candidate ${who.number.slice(-6)}`)
    expect(told).toContain('87.4')
    expect(await isRecordHidden(reviewer.actor, who.number)).toBe(true)
  })

  test('reads the list of a release without the names of who is hidden; an officer reads them', async () => {
    const { reviewer, officer, applicationId, number } = await aBlindReview()
    const lines = [{ applicationId, number, name: 'Asha Verma' }]
    expect(await namesAsReadBy(reviewer.actor, lines)).toEqual([
      { applicationId, number, name: `Candidate ${number.slice(-6)}` },
    ])
    expect(await namesAsReadBy(officer.actor, lines)).toEqual(lines)
  })

  test('finds the application by its number, not by what they may know of the person', async () => {
    const { reviewer, officer, email, ...who } = await aBlindReview()
    const found = async (actor: typeof reviewer.actor, search: string) =>
      (await listApplications(actor, { search })).rows.map(({ fullName }) => fullName)
    expect(await found(reviewer.actor, who.number)).toEqual([`Candidate ${who.number.slice(-6)}`])
    for (const known of ['Asha', email]) {
      expect(await found(reviewer.actor, known)).toEqual([])
      expect(await found(officer.actor, known)).toEqual(['Asha Verma'])
    }
  })

  test('knows the person again once the stage is open, and officers always do', async () => {
    const { world, reviewer, officer, ...who } = await aBlindReview()
    expect((await findReviewSheet(officer.actor, who.number))?.title).toBe('Asha Verma')
    expect(await isRecordHidden(officer.actor, who.number)).toBe(false)
    await moveStage(officer, { number: who.number, stageId: world.panel })
    expect((await findReviewSheet(reviewer.actor, who.number))?.title).toBe('Asha Verma')
    expect(await isRecordHidden(reviewer.actor, who.number)).toBe(false)
  })

  test('sees colleagues’ scorecards only after submitting their own', async () => {
    const { world, reviewer, officer, ...who } = await aBlindReview()
    const bina = await aStaffMember(world.partner, 'reviewer', 'Bina Shah')
    await assignReviewers(officer, {
      number: who.number,
      way: 'by_hand',
      reviewerIds: [bina.actor.accountId],
    })
    const card = (comment: string) => ({
      number: who.number,
      points: { [world.academics]: 5, [world.statement]: 5 },
      verdict: 'admit' as const,
      comment,
    })
    await submitReview(bina, card('Asha Verma writes well'))
    expect((await findReviewSheet(reviewer.actor, who.number))?.others).toBeNull()
    expect((await findRecordReview(reviewer.actor, who.applicationId))?.tasks).toBeNull()
    const meanFor = async (actor: typeof reviewer.actor) =>
      (await listApplications(actor, { search: who.number })).rows[0]?.reviewScore
    expect(await meanFor(reviewer.actor)).toBeNull()
    expect(await meanFor(bina.actor)).toBe(70)
    await submitReview(reviewer, card('Fine'))
    expect(await meanFor(reviewer.actor)).toBe(70)
    const others = (await findReviewSheet(reviewer.actor, who.number))?.others
    expect(others).toMatchObject([{ reviewerName: 'Bina Shah', percent: 70 }])
    expect(others?.[0]?.comment).not.toContain('Asha')
  })
})

test('a queue begins with what is due first and leads from one application to the next', async () => {
  const world = await aReviewingPartner()
  const first = await anAssignedApplication(world)
  const second = await anAssignedApplication(world)
  const { reviewer, officer } = first
  const later = { ...officer, now: new Date(officer.now.getTime() + 60_000) }
  await assignReviewers(later, {
    number: second.number,
    way: 'by_hand',
    reviewerIds: [reviewer.actor.accountId],
  })
  expect((await listQueue(reviewer.actor)).rows.map(({ number }) => number)).toEqual([
    first.number,
    second.number,
  ])
  expect(await findQueueNeighbours(reviewer.actor, first.number)).toEqual({
    previous: null,
    next: second.number,
  })
  const page = await listQueue(reviewer.actor, {}, 1)
  expect((await listQueue(reviewer.actor, page.next ?? {}, 1)).rows.map(({ number }) => number)).toEqual([
    second.number,
  ])
})

test('officers see who holds how much and what lies with nobody; another partner sees nothing', async () => {
  const world = await aReviewingPartner({ reviewersWanted: 2 })
  const { officer, reviewer, ...who } = await anAssignedApplication(world)
  const overview = await getReviewOverview(officer.actor)
  expect(overview.people.find(({ id }) => id === reviewer.actor.accountId)?.load).toBe(1)
  expect(overview.unassigned.map(({ number }) => number)).toEqual([who.number])
  const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
  expect((await getReviewOverview(foreign.actor)).unassigned).toEqual([])
  expect(await findReviewSheet(foreign.actor, who.number)).toBeNull()
  expect(await findRecordReview(foreign.actor, who.applicationId)).toBeNull()
  expect(await listRecordDocuments(foreign.actor, who.applicationId)).toBeNull()
})
