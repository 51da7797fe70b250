import fc from 'fast-check'
import { eq, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { applicantLinks, duplicateSuspicions } from '@/db/schema/duplicates'
import { events } from '@/db/schema/events'
import { useFreshDatabase } from '@/db/testing'
import { personsOf } from '@/lib/domain/applicants/duplicate'
import { type TestPartner, aPartner } from '@/lib/features/applications/testing'
import { aStaffMember } from '@/lib/features/payments/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { accountsOfPerson, findPerson, listSuspicions } from '../queries/duplicates'
import { findDuplicates, sweepDuplicates } from './find-duplicates'
import { dismissSuspicion, linkApplicants, unlinkApplicants } from './link-applicants'

useFreshDatabase()

type Linker = Ctx<Staff<'applicants.link'>>
let college: TestPartner
let officer: Linker
let stranger: Linker

beforeEach(async () => {
  college = await aPartner()
  officer = await aStaffMember({ partnerId: college.id }, 'admissions_officer')
  stranger = await aStaffMember({ partnerId: (await aPartner()).id }, 'admissions_officer')
})

type Given = { fullName?: string; email?: string; mobile?: string; dateOfBirth?: string }
let counter = 0

/** A registered person with one application; everything not given is their own. */
async function aPerson({ fullName, email, mobile, dateOfBirth }: Given = {}) {
  const [accountId, applicationId] = [uuidv7(), uuidv7()]
  const no = ++counter
  const partnerId = college.id
  await database()
    .insert(accounts)
    .values({
      partnerId,
      id: accountId,
      kind: 'applicant',
      email: email ?? `person-${no}@sandbox.test`,
      fullName: fullName ?? `Person ${String.fromCharCode(65 + (no % 26))}${'abcdefg'.charAt(no % 7)}oria`,
      passwordHash: '-',
    })
  await database()
    .insert(applicants)
    .values({
      partnerId,
      accountId,
      mobile: mobile ?? `+9190000${String(no).padStart(5, '0')}`,
      dateOfBirth: dateOfBirth ?? `2001-01-${String((no % 28) + 1).padStart(2, '0')}-${no}`,
    })
  await database()
    .insert(applications)
    .values({
      partnerId,
      id: applicationId,
      number: `APP-27-${String(no).padStart(6, '0')}`,
      intakeId: college.intakeId,
      applicantId: accountId,
    })
  return { accountId, applicationId }
}

const look = (accountId: string) =>
  findDuplicates(
    {
      actor: { kind: 'system', partnerId: college.id },
      now: new Date(),
      source: 'job',
      requestId: 'test',
    },
    { accountId },
  )
const suspicions = () =>
  database().select().from(duplicateSuspicions).where(eq(duplicateSuspicions.partnerId, college.id))
const toldOf = async (name: string) =>
  (await database().select().from(events).where(eq(events.partnerId, college.id))).filter(
    (event) => event.name === name,
  )
const twins = async () => {
  const born = { dateOfBirth: '2008-02-11', mobile: '+919811111111' }
  const [a, b] = [
    await aPerson({ ...born, fullName: 'Asha Verma' }),
    await aPerson({ ...born, fullName: 'आशा वर्मा' }),
  ]
  await look(a.accountId)
  await look(b.accountId)
  return { a, b }
}

describe('a suspicion', () => {
  test('arises when a person registers twice, with its reasons, once, and is told', async () => {
    const { a, b } = await twins()
    expect(await look(a.accountId)).toEqual({ ok: true, value: { found: 0 } })
    expect(await suspicions()).toMatchObject([
      {
        accountA: [a.accountId, b.accountId].sort()[0],
        reasons: ['like_name_and_birth', 'like_name_and_mobile'],
        state: 'open',
      },
    ])
    expect(await toldOf('applicants.suspected')).toHaveLength(1)
  })

  test('goes away by itself when what spoke for it was corrected', async () => {
    const { a } = await twins()
    await database()
      .update(applicants)
      .set({ mobile: '+919822222222', dateOfBirth: '2007-07-07' })
      .where(eq(applicants.accountId, a.accountId))
    await look(a.accountId)
    expect(await suspicions()).toEqual([])
  })

  test('is found by the sweep too, among people who were never looked at', async () => {
    await aPerson({ email: 'ravi.rao+1@gmail.com' })
    await aPerson({ email: 'ravirao@gmail.com' })
    await sweepDuplicates()
    expect(await suspicions()).toMatchObject([{ reasons: ['same_email'] }])
    await sweepDuplicates()
    expect(await suspicions()).toHaveLength(1)
  })

  test('is not made of a telephone that a whole school shares', async () => {
    const crowd = []
    for (let no = 0; no < 23; no++) crowd.push(await aPerson({ mobile: '+919833333333' }))
    await sweepDuplicates()
    const first = crowd[0]?.accountId ?? ''
    await look(first)
    expect((await suspicions()).filter((row) => [row.accountA, row.accountB].includes(first))).toEqual([])
  })

  test('that was put aside stays so, until a stronger reason comes', async () => {
    const mobile = '+919844444444'
    const [mother, son] = [
      await aPerson({ mobile, fullName: 'Meena Rao' }),
      await aPerson({ mobile, fullName: 'Kabir Joshi' }),
    ]
    await look(mother.accountId)
    await look(son.accountId)
    const [found] = await suspicions()
    const input = { suspicionId: found?.id ?? '', why: 'Mother and son' }
    expect(await dismissSuspicion(officer, input)).toEqual({ ok: true })
    expect(await dismissSuspicion(officer, input)).toMatchObject({ refusal: { code: 'suspicion_settled' } })
    expect(await dismissSuspicion(stranger, input)).toMatchObject({ refusal: { code: 'not_found' } })
    await look(son.accountId)
    expect(await suspicions()).toMatchObject([{ state: 'dismissed', settledWhy: 'Mother and son' }])
    await database().update(accounts).set({ fullName: 'Meena Rao' }).where(eq(accounts.id, son.accountId))
    await look(son.accountId)
    expect(await suspicions()).toMatchObject([{ state: 'open', reasons: ['like_name_and_mobile'] }])
    expect(await toldOf('applicants.suspicion_dismissed')).toHaveLength(1)
  })
})

describe('a link', () => {
  test('joins two accounts into one person, seen side by side, and is taken back without a trace in either', async () => {
    const { a, b } = await twins()
    const link = { accountA: b.accountId, accountB: a.accountId, why: 'Same passport' }
    const before = await everythingOf([a, b])
    expect(await linkApplicants(officer, link)).toEqual({ ok: true })
    expect(await linkApplicants(officer, link)).toMatchObject({ refusal: { code: 'already_linked' } })
    const person = await findPerson(officer.actor, a.applicationId)
    expect(person?.applications.map(({ id }) => id).sort()).toEqual([a.applicationId, b.applicationId].sort())
    expect(person).toMatchObject({ suspicions: [], links: [{ other: b.accountId, why: 'Same passport' }] })
    expect(await unlinkApplicants(officer, link)).toEqual({ ok: true })
    expect(await unlinkApplicants(officer, link)).toMatchObject({ refusal: { code: 'not_linked' } })
    expect((await findPerson(officer.actor, a.applicationId))?.applications).toHaveLength(1)
    expect(await suspicions()).toMatchObject([{ state: 'open' }])
    expect(await everythingOf([a, b])).toEqual(before)
    expect((await toldOf('applicants.linked')).length + (await toldOf('applicants.unlinked')).length).toBe(2)
  })

  test('is made once, however many press at once', async () => {
    const { a, b } = await twins()
    const link = { accountA: a.accountId, accountB: b.accountId, why: 'Same person' }
    const answers = await Promise.all(Array.from({ length: 5 }, () => linkApplicants(officer, link)))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await toldOf('applicants.linked')).toHaveLength(1)
  })

  test('of another partner’s applicants is nobody’s', async () => {
    const { a, b } = await twins()
    const link = { accountA: a.accountId, accountB: b.accountId, why: 'Same person' }
    for (const command of [linkApplicants, unlinkApplicants])
      expect(await command(stranger, link)).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await findPerson(stranger.actor, a.applicationId)).toBeNull()
    expect((await listSuspicions(stranger.actor, { state: 'open', place: {} })).rows).toEqual([])
    expect((await listSuspicions(officer.actor, { state: 'open', place: {} })).rows).toHaveLength(1)
  })

  test('any sequence of links and unlinks leaves every row as it was, and the persons are what the live links join', async () => {
    const people = await Promise.all(Array.from({ length: 5 }, () => aPerson()))
    const before = await everythingOf(people)
    const at = fc.integer({ min: 0, max: 4 })
    const act = fc.tuple(at, at, fc.boolean()).filter(([a, b]) => a !== b)
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
        await database().delete(applicantLinks).where(eq(applicantLinks.partnerId, college.id))
        const live = new Set<string>()
        for (const [one, other, isLink] of acts) {
          const accountA = people[one]?.accountId ?? ''
          const accountB = people[other]?.accountId ?? ''
          const key = [accountA, accountB].sort().join()
          const command = isLink ? linkApplicants : unlinkApplicants
          const done = await command(officer, { accountA, accountB, why: 'As told' })
          expect(done.ok).toBe(live.has(key) !== isLink)
          if (isLink) live.add(key)
          else live.delete(key)
        }
        const joined = personsOf(
          [...live].map((key) => {
            const [accountA = '', accountB = ''] = key.split(',')
            return { accountA, accountB }
          }),
        )
        for (const { accountId } of people) {
          const person = joined.find((ids) => ids.includes(accountId)) ?? [accountId]
          expect((await accountsOfPerson(college.id, accountId)).sort()).toEqual([...person].sort())
        }
        expect(await everythingOf(people)).toEqual(before)
      }),
      { numRuns: 25 },
    )
  })
})

/** Every row of every table about these accounts and their applications; the links and suspicions apart. */
async function everythingOf(people: { accountId: string; applicationId: string }[]) {
  const rows = await Promise.all(
    people.map(async ({ accountId, applicationId }) => [
      await database().select().from(accounts).where(eq(accounts.id, accountId)),
      await database().select().from(applicants).where(eq(applicants.accountId, accountId)),
      await database().select().from(applications).where(eq(applications.id, applicationId)),
      [
        ...(await database().execute(
          sql`select * from application_cards where application_id = ${applicationId}`,
        )),
      ],
    ]),
  )
  return rows
}
