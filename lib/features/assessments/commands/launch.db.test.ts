import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { applicants, sessions } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { events } from '@/db/schema/events'
import { paymentFirst } from '@/lib/domain/journeys/definition'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import {
  type TestPartner,
  aPartner,
  anApplicant,
  attemptOf,
  attemptsOf,
  callsOf,
  connectionOf,
  eventsOf,
  launchesOf,
  mailOf,
  sitTest,
} from '../testing'
import { launchAssessment } from './launch'

const fresh = useFreshDatabase()
let studyhq: SimulatorServer
let partner: TestPartner

beforeAll(async () => {
  studyhq = await serveSimulator(createStudyHqSimulator())
  partner = await aPartner(studyhq.url)
})
afterAll(() => studyhq.close())

describe('starting the assessment', () => {
  test('one click makes one attempt, one working link, one event; the link is kept nowhere', async () => {
    const asha = await anApplicant(partner)
    const launched = await launchAssessment(asha.at(0), asha)
    if (!launched.ok) throw new Error(launched.refusal.code)
    expect((await fetch(launched.value.url)).status).toBe(200)
    expect(await attemptOf(asha)).toMatchObject({
      attemptNo: 1,
      progress: 'not_started',
      lastErrorKind: null,
      failures: 0,
    })
    expect((await attemptOf(asha)).nextAskAt).not.toBeNull()
    expect(await launchesOf(asha)).toMatchObject([{ outcome: 'minted' }])
    expect(await eventsOf(asha)).toEqual(['assessment.launched'])
    expect((await connectionOf(partner)).health).toBe('healthy')
    expect(await everythingKept()).not.toContain(launched.value.url.split('/').at(-1))
  })

  test('a double click mints one link, however many clicks race', async () => {
    const asha = await anApplicant(partner)
    const clicks = await Promise.all(Array.from({ length: 8 }, () => launchAssessment(asha.at(0), asha)))
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
    for (const click of clicks) if (!click.ok) expect(click.refusal.code).toBe('launch_in_progress')
    expect(await launchesOf(asha)).toMatchObject([{ outcome: 'minted' }])
    expect(await callsOf(asha)).toHaveLength(1)
    expect(await attemptsOf(asha)).toHaveLength(1)
  })

  test('a later click gives a fresh link for the same attempt, and the candidate stays as first sent', async () => {
    const asha = await anApplicant(partner)
    const first = await launchAssessment(asha.at(0), asha)
    await fresh()
      .db.update(applicants)
      .set({ mobile: '+919999999999' })
      .where(eq(applicants.accountId, asha.applicant.accountId))
    const second = await launchAssessment(asha.at(20), asha)
    expect(first.ok && second.ok && first.value.url !== second.value.url).toBe(true)
    expect(await attemptsOf(asha)).toMatchObject([{ attemptNo: 1, mobile: '+919876543210' }])
    expect(await eventsOf(asha)).toEqual(['assessment.launched', 'assessment.launched'])
  })

  test('a click on a step that is still locked calls nobody and leaves nothing', async () => {
    const payFirst = await aPartner(studyhq.url, { journey: paymentFirst })
    const riya = await anApplicant(payFirst)
    expect(await launchAssessment(riya.at(0), riya)).toMatchObject({
      ok: false,
      refusal: { code: 'form_first' },
    })
    expect([await attemptsOf(riya), await callsOf(riya), await eventsOf(riya)]).toEqual([[], [], []])
  })

  test('neither another applicant nor another partner’s applicant can start it', async () => {
    const asha = await anApplicant(partner)
    const meera = await anApplicant(partner)
    const stranger = await anApplicant(await aPartner(studyhq.url))
    for (const thief of [meera, stranger]) {
      expect(await launchAssessment(thief.at(0), asha)).toMatchObject({
        ok: false,
        refusal: { code: 'not_found' },
      })
    }
    expect(await attemptsOf(asha)).toEqual([])
  })

  test('after a sitting that ran out a new attempt begins; a finished one is over', async () => {
    const asha = await anApplicant(partner)
    await launchAssessment(asha.at(0), asha)
    const become = (progress: 'expired' | 'completed') =>
      fresh().db.update(attempts).set({ progress }).where(eq(attempts.applicationId, asha.applicationId))
    await become('expired')
    expect((await launchAssessment(asha.at(30), asha)).ok).toBe(true)
    expect(await attemptsOf(asha)).toHaveLength(2)
    await become('completed')
    expect(await launchAssessment(asha.at(60), asha)).toMatchObject({
      ok: false,
      refusal: { code: 'result_awaited' },
    })
  })

  test('a mint that died with its process blocks nobody for long, and is told as interrupted', async () => {
    const asha = await anApplicant(partner)
    await launchAssessment(asha.at(0), asha)
    await fresh()
      .sql`update launches set outcome = 'minting', minted_at = null where attempt_id = ${(await attemptOf(asha)).id}`
    expect(await launchAssessment(asha.at(10), asha)).toMatchObject({
      ok: false,
      refusal: { code: 'launch_in_progress' },
    })
    expect((await launchAssessment(asha.at(60), asha)).ok).toBe(true)
    expect((await launchesOf(asha)).map(({ outcome, errorKind }) => errorKind ?? outcome).sort()).toEqual([
      'interrupted',
      'minted',
    ])
  })
})

describe('when StudyHQ fails at the click, the place is kept and it is said so', () => {
  test.each([
    ['429always', 'provider_busy', 'rate_limited', true],
    ['429bare', 'provider_busy', 'rate_limited', true],
    ['500always', 'provider_unreachable', 'transient', true],
    ['slow', 'provider_unreachable', 'transient', true],
    ['401', 'provider_misconfigured', 'config', true],
    ['html', 'provider_answer_unreadable', 'contract', false],
    ['hostile-link', 'provider_link_refused', 'contract', false],
    ['400', 'provider_refused', 'invalid', false],
  ] as const)('%s', async (fault, code, kind, isOutage) => {
    const college = await aPartner(studyhq.url, { settings: fault === 'slow' ? { timeoutMs: 300 } : {} })
    const asha = await anApplicant(college, `asha+${fault}@sandbox.test`)
    for (const seconds of [0, 30]) {
      expect(await launchAssessment(asha.at(seconds), asha)).toMatchObject({ ok: false, refusal: { code } })
    }
    expect(await attemptsOf(asha)).toMatchObject([
      { progress: 'not_started', result: 'none', lastErrorKind: kind, failures: 2 },
    ])
    expect((await attemptOf(asha)).nextAskAt).not.toBeNull()
    expect((await launchesOf(asha)).map(({ outcome, errorKind }) => [outcome, errorKind])).toEqual([
      ['failed', kind],
      ['failed', kind],
    ])
    const told = (await eventsOf(asha)).filter((name) => name === 'assessment.provider_down')
    expect(told).toHaveLength(isOutage ? 1 : 0)
    expect((await eventsOf(asha)).filter((name) => name === 'assessment.launch_failed')).toHaveLength(2)
    expect(await mailOf(asha)).toEqual(isOutage ? ['provider_down'] : [])
    expect((await callsOf(asha)).at(-1)?.conclusion).toContain('the place is kept')
  })

  test('a dead token marks the connection and tells staff; the applicant stays signed in and may do other things', async () => {
    const college = await aPartner(studyhq.url, { settings: { tokenSecret: 'revoked' } })
    const asha = await anApplicant(college)
    await launchAssessment(asha.at(0), asha)
    expect(await connectionOf(college)).toMatchObject({ health: 'unhealthy', healthReason: 'HTTP 401' })
    const alerts = await fresh().db.select().from(events).where(eq(events.partnerId, college.id))
    expect(alerts.map(({ name }) => name)).toContain('connection.unhealthy')
    const [session] = await fresh()
      .db.select()
      .from(sessions)
      .where(eq(sessions.id, asha.applicant.sessionId))
    expect(session?.revokedAt).toBeNull()
    const [application] = await fresh()
      .db.select()
      .from(applications)
      .where(eq(applications.id, asha.applicationId))
    expect(application?.state).toBe('draft')
  })

  test('once it works again the same attempt goes on', async () => {
    const asha = await anApplicant(partner)
    studyhq.setFault('500always')
    expect((await launchAssessment(asha.at(0), asha)).ok).toBe(false)
    studyhq.setFault(null)
    const launched = await launchAssessment(asha.at(5), asha)
    if (!launched.ok) throw new Error(launched.refusal.code)
    await sitTest(launched.value.url, 'go on')
    expect(await attemptsOf(asha)).toMatchObject([
      { attemptNo: 1, failures: 0, lastErrorKind: null, outageToldAt: null },
    ])
    expect(await eventsOf(asha)).toEqual([
      'assessment.provider_down',
      'assessment.launch_failed',
      'assessment.launched',
      'assessment.provider_back',
    ])
  })
})

/** Every text of every table that could hold a link. */
async function everythingKept(): Promise<string> {
  const rows = await Promise.all(
    ['attempts', 'launches', 'provider_calls', 'events', 'messages'].map((table) =>
      fresh().sql.unsafe(`select row_to_json(t)::text as row from ${table} t`),
    ),
  )
  return JSON.stringify(rows)
}
