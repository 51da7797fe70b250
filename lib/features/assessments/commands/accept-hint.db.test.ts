import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { attempts, hints } from '@/db/schema/assessments'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { aSitter } from '@/lib/providers/assessments/testing'
import { imochaSimulator } from '@/lib/providers/assessments/imocha/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  anApplicant,
  attemptOf,
  callsOf,
  eventsOf,
  mailOf,
  portalAt,
  start,
} from '../testing'
import { acceptCallback, acceptReturn, findCallbackConnection } from './accept-hint'
import { addressesOf } from './addresses'
import { launchAssessment } from './launch'
import { reconcile } from './reconcile'
import { syncAttempt } from './sync'

const fresh = useFreshDatabase()
let imocha: SimulatorServer
let partner: TestPartner

beforeAll(async () => {
  imocha = await serveSimulator(imochaSimulator)
  partner = await aPartner(imocha.url, { provider: 'imocha' })
})
afterAll(() => imocha.close())

const at = (seconds: number) => portalAt(partner, seconds)

/** Launches and sits the test up to `end`; callbacks are held back by the simulator until a test hands them on. */
async function sits(who: TestApplicant, end: 'begins' | 'finishes' | 'leaves'): Promise<void> {
  const launched = await launchAssessment(who.at(0), who)
  if (!launched.ok) throw new Error(launched.refusal.code)
  const sitter = await aSitter(launched.value.url)
  await sitter.presses('Start test')
  if (end === 'leaves') await sitter.presses('Leave test')
  if (end !== 'finishes') return
  while (sitter.sees('Next section')) await sitter.presses('Next section')
  await sitter.presses('Finish test')
}

async function tokenOf(who: TestApplicant, way: 'callbackUrl' | 'returnUrl'): Promise<string> {
  const address = addressesOf(await attemptOf(who), 'imocha', who.origin)[way]
  return new URL(address).pathname.split('/').at(-1) ?? ''
}

const bodyFor = async (who: TestApplicant, changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    CandidateEmailId: 'x@y.test',
    AttemptedOn: '09-Oct-2026 06:51 PM',
    TotalScore: 60,
    CandidateScore: 60,
    ReportPDFUrl: null,
    TestInvitationId: Number((await attemptOf(who)).externalId),
    Status: 'Complete',
    AttemptedOnUtc: '2026-10-09T13:21:53',
    PerformanceCategory: 'Excellent',
    ...changes,
  })

async function calls(who: TestApplicant, body: string, seconds = 60): Promise<boolean> {
  const token = await tokenOf(who, 'callbackUrl')
  return acceptCallback(at(seconds), { provider: 'imocha', token, body })
}

const hintsOf = async (who: TestApplicant) =>
  fresh()
    .db.select()
    .from(hints)
    .where(eq(hints.attemptId, (await attemptOf(who)).id))
const jobs = async () =>
  (await fresh().sql`select data from pgboss.job where name = 'assessments.sync_attempt'`).map(
    ({ data }) => data,
  )

describe('a callback', () => {
  test('is a hint: it moves nothing and copies no mark, but the attempt is asked about next', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'begins')
    expect(await calls(asha, await bodyFor(asha))).toBe(true)
    const attempt = await attemptOf(asha)
    expect(attempt).toMatchObject({ progress: 'not_started', result: 'none', scores: null })
    expect(attempt.hintedAt).toEqual(secondsAfter(start, 60))
    expect((await jobs()).some(({ attemptId }: { attemptId: string }) => attemptId === attempt.id)).toBe(true)
    expect(await hintsOf(asha)).toMatchObject([
      { source: 'callback', rawStatus: 'Complete', outcome: 'taken' },
    ])
    // Forged: the report says that the test is still under way.
    await syncAttempt(at(61), { attemptId: attempt.id })
    expect(await attemptOf(asha)).toMatchObject({ progress: 'in_progress', result: 'none' })
  })

  test('five deliveries of the same news are one hint', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'finishes')
    const body = await bodyFor(asha)
    await Promise.all(Array.from({ length: 5 }, () => calls(asha, body)))
    expect(await hintsOf(asha)).toMatchObject([{ deliveries: 5 }])
    expect((await callsOf(asha)).filter(({ direction }) => direction === 'in')).toHaveLength(5)
  })

  test('complete before in progress: the late beginning takes nothing back', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'finishes')
    await calls(asha, await bodyFor(asha))
    await syncAttempt(at(61), { attemptId: (await attemptOf(asha)).id })
    await calls(asha, await bodyFor(asha, { Status: 'In Progress', CandidateScore: 0, TotalScore: 0 }), 90)
    await syncAttempt(at(91), { attemptId: (await attemptOf(asha)).id })
    const attempt = await attemptOf(asha)
    expect(attempt).toMatchObject({ progress: 'completed', result: 'ready' })
    expect(attempt.scores?.lines.length).toBeGreaterThan(1)
    expect(await mailOf(asha)).toEqual(['result_ready'])
  })

  test('naming another sitting it is kept as suspicious, told to staff once, and asks nothing', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'begins')
    const body = await bodyFor(asha, { TestInvitationId: 999_999 })
    expect(await calls(asha, body)).toBe(true)
    expect(await calls(asha, body)).toBe(true)
    expect(await hintsOf(asha)).toMatchObject([{ outcome: 'suspicious', deliveries: 2 }])
    expect((await attemptOf(asha)).hintedAt).toBeNull()
    expect((await eventsOf(asha)).filter((name) => name === 'assessment.callback_suspicious')).toHaveLength(1)
  })

  test('at an address nobody was given there is nothing, and no row is made', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'begins')
    const before = await fresh().db.select().from(hints)
    const body = await bodyFor(asha)
    expect(await acceptCallback(at(60), { provider: 'imocha', token: 'guessed', body })).toBe(false)
    expect(await acceptCallback(at(60), { provider: 'studyhq', token: 'guessed', body })).toBe(false)
    const other = await aPartner(imocha.url, { provider: 'imocha' })
    const token = await tokenOf(asha, 'callbackUrl')
    expect(await acceptCallback(portalAt(other, 60), { provider: 'imocha', token, body })).toBe(false)
    expect(await fresh().db.select().from(hints)).toEqual(before)
  })

  test('the connection in its address says whose it is; another vendor cannot use it', async () => {
    expect(await findCallbackConnection('imocha', partner.connectionId)).toEqual({ partnerId: partner.id })
    expect(await findCallbackConnection('studyhq', partner.connectionId)).toBeNull()
  })

  test('any bytes at all are taken quietly', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'begins')
    for (const body of ['', '{', '[]', 'null', '{"TestInvitationId":{}}', '\u0000', '"'.repeat(2_000)])
      expect(await calls(asha, body)).toBe(true)
    expect(await attemptOf(asha)).toMatchObject({ progress: 'not_started', result: 'none' })
  })

  test('no token and no e-mail address of it is kept anywhere', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'finishes')
    await calls(asha, await bodyFor(asha, { CandidateEmailId: 'private.person@home.test' }))
    const kept = JSON.stringify([
      await fresh().sql`select row_to_json(t)::text from provider_calls t`,
      await fresh().sql`select row_to_json(t)::text from hints t`,
      await fresh().sql`select row_to_json(t)::text from attempts t`,
      await fresh().sql`select row_to_json(t)::text from events t`,
    ])
    for (const way of ['callbackUrl', 'returnUrl'] as const)
      expect(kept).not.toContain(await tokenOf(asha, way))
    expect(kept).not.toContain('private.person@')
  })
})

describe('a browser that comes back', () => {
  test('does not finish anything by itself: the result is fetched, then the step is done', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'finishes')
    const landed = await acceptReturn(at(70), { token: await tokenOf(asha, 'returnUrl') })
    expect(landed?.path).toBe(`/applications/${asha.number}/assessment`)
    expect(await attemptOf(asha)).toMatchObject({ progress: 'not_started', result: 'none' })
    await syncAttempt(at(70), landed?.ask ?? { attemptId: '' })
    expect(await attemptOf(asha)).toMatchObject({ progress: 'completed', result: 'ready' })
    expect(await eventsOf(asha)).toContain('assessment.returned')
  })

  test('reloaded again and again it asks the provider once a minute at most', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'begins')
    const token = await tokenOf(asha, 'returnUrl')
    const minute = 60 - ((start.getTime() / 1000) % 60)
    expect((await acceptReturn(at(minute + 1), { token }))?.ask).not.toBeNull()
    expect((await acceptReturn(at(minute + 5), { token }))?.ask).toBeNull()
    expect((await acceptReturn(at(minute + 65), { token }))?.ask).not.toBeNull()
  })

  test('after another launch it is news again, within the same minute too', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'begins')
    const token = await tokenOf(asha, 'returnUrl')
    const minute = 60 - ((start.getTime() / 1000) % 60)
    expect((await acceptReturn(at(minute + 1), { token }))?.ask).not.toBeNull()
    expect((await launchAssessment(asha.at(minute + 10), asha)).ok).toBe(true)
    expect((await acceptReturn(at(minute + 20), { token }))?.ask).not.toBeNull()
  })

  test('with somebody else’s or no token it leads nowhere', async () => {
    expect(await acceptReturn(at(0), { token: 'guessed' })).toBeNull()
    const asha = await anApplicant(partner)
    await sits(asha, 'begins')
    // The callback's token is another one: a vendor's server cannot stand in for the browser.
    expect(await acceptReturn(at(0), { token: await tokenOf(asha, 'callbackUrl') })).toBeNull()
  })
})

describe('the daily look through the provider’s own list', () => {
  test('finds what ended although every callback and every return was lost', async () => {
    const college = await aPartner(imocha.url, { provider: 'imocha' })
    const [asha, riya, tara] = [
      await anApplicant(college),
      await anApplicant(college),
      await anApplicant(college),
    ]
    await sits(asha, 'finishes')
    await sits(riya, 'leaves')
    await sits(tara, 'begins')
    const connection = { partnerId: college.id, connectionId: college.connectionId }
    const found = await reconcile(connection, secondsAfter(start, 3600))
    expect(found).toEqual({ found: 2 })
    for (const who of [asha, riya]) {
      const attempt = await attemptOf(who)
      expect(attempt.hintedAt).toEqual(secondsAfter(start, 3600))
      await syncAttempt(portalAt(college, 3601), { attemptId: attempt.id })
    }
    expect(await attemptOf(asha)).toMatchObject({ progress: 'completed', result: 'ready' })
    expect(await attemptOf(riya)).toMatchObject({ progress: 'abandoned', statusDetail: 'left_test' })
    expect((await attemptOf(tara)).hintedAt).toBeNull()
    expect(await reconcile(connection, secondsAfter(start, 7200))).toBeNull()
    expect(await reconcile(connection, secondsAfter(start, 90_001))).toEqual({ found: 0 })
  })

  test('a provider that fails just then is asked again within the hour, and no day is skipped', async () => {
    const college = await aPartner(imocha.url, { provider: 'imocha', settings: { apiKey: 'revoked' } })
    const connection = { partnerId: college.id, connectionId: college.connectionId }
    expect(await reconcile(connection, start)).toBeNull()
    const [cursor] = await fresh().sql`
      select reconciled_until, last_run_at from reconcile_cursors where connection_id = ${college.connectionId}`
    expect(cursor?.reconciled_until < start).toBe(true)
    expect(new Date(cursor?.last_run_at).getTime()).toBe(start.getTime() - 23 * 3_600_000)
  })
})

describe('a sitting that a later attempt has taken over', () => {
  const takesOver = async (who: TestApplicant) => {
    const before = await attemptOf(who)
    await fresh().db.update(attempts).set({ frozenAt: start }).where(eq(attempts.id, before.id))
    const { id: _id, callbackTokenHash: _callback, returnTokenHash: _return, ...same } = before
    await fresh()
      .db.insert(attempts)
      .values({ ...same, attemptNo: 2, reason: 'section_reset', frozenAt: null })
    return before
  }

  test('is asked about by nobody, so that its marks stay as they were', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'finishes')
    const before = await takesOver(asha)
    await syncAttempt(at(61), { attemptId: before.id })
    const [kept] = await fresh().db.select().from(attempts).where(eq(attempts.id, before.id))
    expect(kept).toMatchObject({ progress: 'not_started', scores: null, lastAskedAt: null })
  })

  test('hands its callbacks and returns on to that attempt: the provider knows the first address only', async () => {
    const asha = await anApplicant(partner)
    await sits(asha, 'finishes')
    const [callback, back] = [await tokenOf(asha, 'callbackUrl'), await tokenOf(asha, 'returnUrl')]
    const before = await takesOver(asha)
    expect(
      await acceptCallback(at(60), { provider: 'imocha', token: callback, body: await bodyFor(asha) }),
    ).toBe(true)
    const successor = await attemptOf(asha)
    expect(successor).toMatchObject({ attemptNo: 2, hintedAt: secondsAfter(start, 60) })
    expect((await acceptReturn(at(200), { token: back }))?.ask).toEqual({ attemptId: successor.id })
    const [old] = await fresh().db.select().from(attempts).where(eq(attempts.id, before.id))
    expect(old).toMatchObject({ hintedAt: null, returnedAt: null })
  })
})
