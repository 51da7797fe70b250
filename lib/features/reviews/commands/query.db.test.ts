import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { applicationPages } from '@/db/schema/applications'
import { applicationQueries, documents, queryItems } from '@/db/schema/reviews'
import { useFreshDatabase } from '@/db/testing'
import { acting, anApplicant, noon } from '@/lib/features/applications/testing'
import {
  type ReviewedApplicant,
  aReviewingPartner,
  aStaffMember,
  anApplicationInReview,
  eventsOf,
  mailOf,
  rowOf,
} from '../testing'
import { answerQuery } from './answer-query'
import { acceptAnswer, withdrawQuery } from './close-query'
import { judgeDocument } from './judge-document'
import { openDocument, openOwnDocument } from './open-document'
import { parkAnswer } from './park-answer'
import { raiseQuery } from './raise-query'

useFreshDatabase()

const code = (result: { ok: boolean; refusal?: { code: string } }) =>
  result.ok ? 'ok' : result.refusal?.code
const score = { page: 'class-10' as const, field: 'class10Score' }
const pdf = new TextEncoder().encode('%PDF-1.7 a mark sheet')

const asked = (number: string, more = {}) => ({
  number,
  question: 'Your marks and the sheet differ. Which is right?',
  dueOn: '2026-11-28',
  fields: [score],
  documents: ['Class 10 mark sheet'],
  ...more,
})

/** An application whose applicant is asked for the class 10 score and its mark sheet. */
async function anAskedApplication() {
  const world = await aReviewingPartner()
  const who = await anApplicationInReview(world)
  const officer = await aStaffMember(world.partner, 'admissions_officer', 'Leela Rao')
  const raised = await raiseQuery(officer, asked(who.number))
  if (!raised.ok) throw new Error(raised.refusal.code)
  const items = await itemsOf(raised.value.queryId)
  const sheet = items.find(({ kind }) => kind === 'document')?.id ?? ''
  return { world, ...who, officer, queryId: raised.value.queryId, sheet, asha: acting(who.applicant) }
}

const itemsOf = (queryId: string) =>
  database().select().from(queryItems).where(eq(queryItems.queryId, queryId)).orderBy(queryItems.position)
const queriesOf = ({ applicationId }: { applicationId: string }) =>
  database().select().from(applicationQueries).where(eq(applicationQueries.applicationId, applicationId))
const documentsOf = ({ applicationId }: { applicationId: string }) =>
  database()
    .select()
    .from(documents)
    .where(eq(documents.applicationId, applicationId))
    .orderBy(documents.uploadedAt, documents.id)
const pageOf = async ({ applicationId }: ReviewedApplicant, page: string) => {
  const [row] = await database()
    .select()
    .from(applicationPages)
    .where(and(eq(applicationPages.applicationId, applicationId), eq(applicationPages.page, page)))
  return row?.answers ?? {}
}

describe('a question to the applicant', () => {
  test('stops the review, keeps what stood there, and writes to the applicant', async () => {
    const who = await anAskedApplication()
    expect(await rowOf(who)).toMatchObject({ state: 'query_raised', hasOpenQuery: true })
    expect(await itemsOf(who.queryId)).toMatchObject([
      { kind: 'field', page: 'class-10', field: 'class10Score', before: '87.4', after: null },
      { kind: 'document', documentName: 'Class 10 mark sheet' },
    ])
    expect(await eventsOf(who)).toEqual(['query.raised'])
    expect(await mailOf(who)).toEqual(['query_raised'])
  })

  test('is asked one at a time, in time, and not by another partner', async () => {
    const who = await anAskedApplication()
    const free = await anApplicationInReview(who.world)
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    expect(code(await raiseQuery(who.officer, asked(who.number)))).toBe('query_open')
    expect(await raiseQuery(who.officer, asked(free.number, { dueOn: '2026-11-20' }))).toMatchObject({
      refusal: { fields: { dueOn: 'due_past' } },
    })
    expect(code(await raiseQuery(foreign, asked(free.number)))).toBe('not_found')
    expect((await rowOf(free)).state).toBe('in_review')
  })

  test('two of staff asking at once: one is asked, the other told', async () => {
    const world = await aReviewingPartner()
    const { number } = await anApplicationInReview(world)
    const officers = [
      await aStaffMember(world.partner, 'admissions_officer'),
      await aStaffMember(world.partner, 'reviewer'),
    ]
    const asking = await Promise.all(officers.map((officer) => raiseQuery(officer, asked(number))))
    expect(asking.map(code).sort()).toEqual(['ok', 'query_open'])
  })

  test('is withdrawn: nothing is open any more, and the applicant is told', async () => {
    const who = await anAskedApplication()
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    expect(code(await withdrawQuery(foreign, who))).toBe('not_found')
    await withdrawQuery(who.officer, who)
    expect(await withdrawQuery(who.officer, who)).toEqual({ ok: true, value: undefined })
    expect(await rowOf(who)).toMatchObject({ state: 'in_review', hasOpenQuery: false })
    expect(
      code(await answerQuery(who.asha, { ...who, typed: { class10Score: '88' }, files: [], sends: true })),
    ).toBe('review_pending')
    expect(await eventsOf(who)).toEqual(['query.raised', 'query.withdrawn'])
    expect(await mailOf(who)).toEqual(['query_raised', 'query_withdrawn'])
  })
})

describe('an answer', () => {
  test('changes exactly what was asked and brings the review back, before and after side by side', async () => {
    const who = await anAskedApplication()
    const files = [{ itemId: who.sheet, fileName: 'Asha marks.pdf', bytes: pdf }]
    expect(
      await answerQuery(who.asha, { ...who, typed: { class10Score: ' 88,5 % ' }, files, sends: true }),
    ).toMatchObject({ ok: true, value: { sent: true } })
    expect(await rowOf(who)).toMatchObject({ state: 'in_review', hasOpenQuery: false })
    expect(await pageOf(who, 'class-10')).toMatchObject({
      class10Score: '88.5',
      class10School: 'Kendriya Vidyalaya',
    })
    expect((await itemsOf(who.queryId))[0]).toMatchObject({ before: '87.4', after: '88.5' })
    expect(await queriesOf(who)).toMatchObject([{ state: 'answered' }])
    expect(await documentsOf(who)).toMatchObject([
      { name: 'Class 10 mark sheet', contentType: 'application/pdf', state: 'received', replacedAt: null },
    ])
    expect(await eventsOf(who)).toEqual(['query.raised', 'document.uploaded', 'query.answered'])
  })

  test('that is wrong or not whole is kept, and told what lacks', async () => {
    const who = await anAskedApplication()
    expect(
      await answerQuery(who.asha, { ...who, typed: { class10Score: '120' }, files: [], sends: true }),
    ).toMatchObject({
      refusal: {
        code: 'query_incomplete',
        fields: {
          class10Score: 'class10Score.notPercentage',
          [`document-${who.sheet}`]: 'document_missing',
        },
      },
    })
    expect((await itemsOf(who.queryId))[0]).toMatchObject({ draft: '120', after: null })
    expect((await pageOf(who, 'class-10')).class10Score).toBe('87.4')
    expect((await rowOf(who)).state).toBe('query_raised')
  })

  test('about anything else is refused as a whole, and everything stays', async () => {
    const who = await anAskedApplication()
    const before = await pageOf(who, 'class-10')
    const tries: Record<string, string>[] = [
      { class10Score: '88', class10School: 'A better one' },
      { statement: 'Mine' },
    ]
    for (const typed of tries) {
      expect(code(await answerQuery(who.asha, { ...who, typed, files: [], sends: true }))).toBe(
        'field_not_asked',
      )
    }
    const files = [{ itemId: who.queryId, fileName: 'a.pdf', bytes: pdf }]
    expect(code(await answerQuery(who.asha, { ...who, typed: {}, files, sends: false }))).toBe(
      'field_not_asked',
    )
    expect(await pageOf(who, 'class-10')).toEqual(before)
    expect((await itemsOf(who.queryId))[0]?.draft).toBeNull()
    expect(await documentsOf(who)).toEqual([])
  })

  test('keeps no file that is not what it may be, and keeps the good one beside it', async () => {
    const who = await anAskedApplication()
    const give = (bytes: Uint8Array) =>
      answerQuery(who.asha, {
        ...who,
        typed: {},
        files: [{ itemId: who.sheet, fileName: 'sheet.pdf', bytes }],
        sends: false,
      })
    expect(await give(new TextEncoder().encode('<script>alert(1)</script>'))).toMatchObject({
      value: { refusedFiles: { [`document-${who.sheet}`]: 'file_type_wrong' } },
    })
    const large = new Uint8Array(5 * 1024 * 1024 + 1)
    large.set(pdf)
    expect(await give(large)).toMatchObject({
      value: { refusedFiles: { [`document-${who.sheet}`]: 'file_too_large' } },
    })
    await give(pdf)
    await give(new TextEncoder().encode('%PDF-1.7 a better scan'))
    const [first, second] = await documentsOf(who)
    expect([first?.replacedAt === null, second?.replacedAt === null]).toEqual([false, true])
  })

  test('typed with a session that ran out waits for its owner, and only asked fields of theirs', async () => {
    const who = await anAskedApplication()
    const typed = { class10Score: '88', statement: 'Mine' }
    const { partnerId, accountId } = who.applicant
    const riya = await anApplicant(who.world.partner, 'Riya Sen')
    await parkAnswer({ partnerId, accountId: riya.accountId }, { ...who, typed, files: [], sends: true })
    expect((await itemsOf(who.queryId))[0]?.draft).toBeNull()
    await parkAnswer({ partnerId, accountId }, { ...who, typed, files: [], sends: true })
    expect((await itemsOf(who.queryId))[0]?.draft).toBe('88')
    expect((await rowOf(who)).state).toBe('query_raised')
    expect(await pageOf(who, 'statement')).not.toMatchObject({ statement: 'Mine' })
  })

  test('is nobody else’s to give', async () => {
    const who = await anAskedApplication()
    const riya = acting(await anApplicant(who.world.partner, 'Riya Sen'))
    expect(
      code(await answerQuery(riya, { ...who, typed: { class10Score: '99' }, files: [], sends: true })),
    ).toBe('not_found')
  })

  test('sent twice at once it is sent once', async () => {
    const who = await anAskedApplication()
    const files = [{ itemId: who.sheet, fileName: 'a.pdf', bytes: pdf }]
    const sent = await Promise.all([
      answerQuery(who.asha, { ...who, typed: { class10Score: '88' }, files, sends: true }),
      answerQuery(who.asha, { ...who, typed: { class10Score: '89' }, files, sends: true }),
    ])
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await eventsOf(who)).filter((name) => name === 'query.answered')).toHaveLength(1)
  })

  test('is accepted, or asked again', async () => {
    const who = await anAskedApplication()
    const files = [{ itemId: who.sheet, fileName: 'a.pdf', bytes: pdf }]
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    expect(code(await acceptAnswer(who.officer, who))).toBe('query_open')
    await answerQuery(who.asha, { ...who, typed: { class10Score: '88' }, files, sends: true })
    expect(code(await acceptAnswer(foreign, who))).toBe('not_found')
    const again = await raiseQuery(who.officer, asked(who.number, { documents: [], followsId: who.queryId }))
    if (!again.ok) throw new Error(again.refusal.code)
    await answerQuery(who.asha, { ...who, typed: { class10Score: '88.2' }, files: [], sends: true })
    await acceptAnswer(who.officer, { number: who.number, queryId: again.value.queryId })
    await acceptAnswer(who.officer, { number: who.number, queryId: again.value.queryId })
    expect((await queriesOf(who)).map(({ state }) => state).sort()).toEqual(['accepted', 'asked_again'])
    expect(await eventsOf(who)).toEqual([
      'query.raised',
      'document.uploaded',
      'query.answered',
      'query.asked_again',
      'query.raised',
      'query.answered',
      'query.accepted',
    ])
  })
})

describe('a document', () => {
  async function anUploadedOne() {
    const who = await anAskedApplication()
    const files = [{ itemId: who.sheet, fileName: 'a.pdf', bytes: pdf }]
    await answerQuery(who.asha, { ...who, typed: {}, files, sends: false })
    const [document] = await documentsOf(who)
    if (!document) throw new Error('no document')
    return { ...who, id: document.id }
  }

  test('is verified, or rejected with a reason that the applicant is told', async () => {
    const who = await anUploadedOne()
    const later = { ...who.officer, now: noon(22) }
    await judgeDocument(who.officer, { documentId: who.id, verdict: 'verified', reason: '' })
    await judgeDocument(later, { documentId: who.id, verdict: 'rejected', reason: 'Cut off' })
    expect(await documentsOf(who)).toMatchObject([{ state: 'rejected', reason: 'Cut off' }])
    expect(await mailOf(who)).toEqual(['query_raised', 'document_rejected'])
    expect((await eventsOf(who)).filter((name) => name === 'document.judged')).toHaveLength(2)
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    expect(code(await judgeDocument(foreign, { documentId: who.id, verdict: 'verified', reason: '' }))).toBe(
      'not_found',
    )
  })

  test('is opened by staff, by whoever gave it, and by nobody else', async () => {
    const who = await anUploadedOne()
    const opened = await openDocument(who.officer, who)
    if (!opened.ok) throw new Error(opened.refusal.code)
    expect(opened.value).toMatchObject({ name: 'Class 10 mark sheet.pdf', contentType: 'application/pdf' })
    expect(await new Response(opened.value.body).text()).toBe('%PDF-1.7 a mark sheet')
    expect((await eventsOf(who)).at(-1)).toBe('document.downloaded')
    expect(code(await openOwnDocument(who.asha, who))).toBe('ok')
    const riya = acting(await anApplicant(who.world.partner, 'Riya Sen'))
    const foreign = await aStaffMember((await aReviewingPartner()).partner, 'admin')
    expect(code(await openOwnDocument(riya, who))).toBe('not_found')
    expect(code(await openDocument(foreign, who))).toBe('not_found')
  })

  test('stays shut for a reviewer of a blind stage', async () => {
    const who = await anUploadedOne()
    const reviewer = await aStaffMember(who.world.partner, 'reviewer')
    expect(code(await openDocument(reviewer, who))).toBe('hidden_in_blind_stage')
    expect(code(await judgeDocument(reviewer, { documentId: who.id, verdict: 'verified', reason: '' }))).toBe(
      'hidden_in_blind_stage',
    )
  })
})
