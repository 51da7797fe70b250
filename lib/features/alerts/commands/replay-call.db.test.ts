import { and, eq, isNotNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { backfillItems, backfills, callReplays } from '@/db/schema/alerts'
import { events, providerCalls } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { useFreshDatabase } from '@/db/testing'
import { callPurposes } from '@/lib/domain/partners/calls'
import { replayPolicy } from '@/lib/domain/partners/replay'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { launchAssessment } from '@/lib/features/assessments/commands/launch'
import { syncAttempt } from '@/lib/features/assessments/commands/sync'
import {
  type TestApplicant,
  type TestPartner,
  aPartner,
  aStaffMember,
  anApplicant,
  attemptOf,
  callsOf,
  portalAt,
  sitTest,
} from '@/lib/features/assessments/testing'
import { findCall, listCalls, listTries } from '@/lib/features/partners/queries/integration-log'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { installQueues } from '@/lib/platform/jobs/worker'
import { createStudyHqSimulator } from '@/lib/providers/assessments/studyhq/simulator'
import { type SimulatorServer, serveSimulator } from '@/lib/providers/simulator-host'
import { resumeBackfill, startBackfill, stopBackfill } from './backfill-verbs'
import { replayCall } from './replay-call'
import { runBackfill } from './run-backfill'
import { alertJobs } from '../jobs'
import { estimateBackfill, findBackfill, listBackfillItems, listBackfills } from '../queries/backfill'
import { listReplays } from '../queries/replay'

const fresh = useFreshDatabase()
let studyhq: SimulatorServer
let partner: TestPartner
let officer: Ctx<Staff<'integrations.replay'>>
let reader: Ctx<Staff<'integrations.read'>>
let stranger: Ctx<Staff<'integrations.replay'>>
let strangeReader: Ctx<Staff<'integrations.read'>>

beforeAll(async () => {
  studyhq = await serveSimulator(createStudyHqSimulator())
  await installQueues(fresh().url, alertJobs)
})
afterAll(() => studyhq.close())
beforeEach(async () => {
  partner = await aPartner(studyhq.url)
  const foreign = await aPartner(studyhq.url)
  officer = { ...(await aStaffMember(partner, 'admissions_officer')), now: portalAt(partner, 300).now }
  reader = await aStaffMember(partner, 'admin')
  stranger = await aStaffMember(foreign, 'admin')
  strangeReader = await aStaffMember(foreign, 'admin')
})

/** Somebody who has finished the test, while the provider failed when it was asked for the result. */
async function whoseResultFailed(): Promise<TestApplicant> {
  const asha = await anApplicant(partner)
  const launched = await launchAssessment(asha.at(0), asha)
  if (!launched.ok) throw new Error(launched.refusal.code)
  await sitTest(launched.value.url)
  studyhq.setFault('500always')
  await syncAttempt(portalAt(partner, 20), { attemptId: (await attemptOf(asha)).id }).finally(() =>
    studyhq.setFault(null),
  )
  return asha
}
const failedCallOf = async (asha: TestApplicant) => {
  const call = (await callsOf(asha)).find(({ errorKind }) => errorKind !== null)
  if (!call) throw new Error('no call failed')
  return call
}

describe('replaying an exchange', () => {
  test('asks for the state again, is linked to it, and shows what was known before and after', async () => {
    const asha = await whoseResultFailed()
    const failed = await failedCallOf(asha)
    expect(await replayCall(stranger, { callId: failed.id })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await replayCall(officer, { callId: failed.id })).toMatchObject({ ok: true })
    expect(await attemptOf(asha)).toMatchObject({ result: 'ready', lastErrorKind: null })
    const [replay] = await listReplays(reader.actor, failed.id)
    expect(replay?.before).toMatchObject({ last_error: 'transient' })
    expect(replay?.after).toMatchObject({ result: 'ready', last_error: null })
    expect(replay?.calls.length).toBeGreaterThan(0)
    expect(await findCall(reader.actor, replay?.calls[0] ?? '')).toMatchObject({
      replayOf: failed.id,
      purpose: 'fetch_result',
      errorKind: null,
    })
    expect((await listTries(reader.actor, failed)).length).toBeGreaterThan(1)
    expect(await listReplays(strangeReader.actor, failed.id)).toEqual([])
    const told = await database().select().from(events).where(eq(events.name, 'integration.replayed'))
    expect(told.filter(({ partnerId }) => partnerId === partner.id)).toHaveLength(1)
    expect(await replayCall(officer, { callId: failed.id })).toMatchObject({
      refusal: { code: 'asked_just_now' },
    })
  })

  test('of a provider that still fails is a refusal, and kept with it', async () => {
    const failed = await failedCallOf(await whoseResultFailed())
    studyhq.setFault('401')
    const replayed = await replayCall(officer, { callId: failed.id }).finally(() => studyhq.setFault(null))
    expect(replayed).toMatchObject({ refusal: { code: 'outside_misconfigured' } })
    expect(await listReplays(reader.actor, failed.id)).toMatchObject([{ refusal: 'outside_misconfigured' }])
  })

  test.each(callPurposes.filter((purpose) => 'never' in replayPolicy[purpose]))(
    '%s is refused, and nothing is asked',
    async (purpose) => {
      const asha = await whoseResultFailed()
      const failed = await failedCallOf(asha)
      await database().update(providerCalls).set({ purpose }).where(eq(providerCalls.id, failed.id))
      const before = (await callsOf(asha)).length
      const replayed = await replayCall(officer, { callId: failed.id })
      expect(replayed.ok ? null : replayed.refusal.code).toMatch(/^replay_/)
      expect(await callsOf(asha)).toHaveLength(before)
      expect(await database().select().from(callReplays).where(eq(callReplays.callId, failed.id))).toEqual([])
    },
  )

  test('delivers a failed message once more under its own id, and never a sent one', async () => {
    const { callId, messageId } = await aFailedMessage('result_ready')
    expect(await replayCall(officer, { callId })).toMatchObject({ ok: true })
    const [message] = await database().select().from(messages).where(eq(messages.id, messageId))
    expect(message?.state).toBe('sent')
    const log = (await listCalls(reader.actor, { connection: 'mail' })).rows
    expect(log.map(({ replayOf, errorKind }) => [replayOf, errorKind])).toContainEqual([callId, null])
    expect(await replayCall(officer, { callId })).toMatchObject({ refusal: { code: 'mail_already_sent' } })
    const code = await aFailedMessage('verify_email')
    expect(await replayCall(officer, { callId: code.callId })).toMatchObject({
      refusal: { code: 'mail_code_stale' },
    })
  })
})

describe('a backfill', () => {
  const range = (scope: 'failed' | 'asked' = 'failed') => ({
    connectionId: partner.connectionId,
    from: portalAt(partner, -60).now,
    until: portalAt(partner, 60).now,
    scope,
  })
  const system = () => portalAt(partner, 300)
  const only = async () => {
    const [row] = (await listBackfills(reader.actor)).rows
    if (!row) throw new Error('no backfill')
    return row
  }

  test('is estimated, started once, done in the class of bulk work, and tells what changed', async () => {
    const failing = [await whoseResultFailed(), await whoseResultFailed()]
    expect(await estimateBackfill(officer.actor, range())).toMatchObject({
      objects: 2,
      isTooLarge: false,
      ceiling: expect.objectContaining({ windowSeconds: expect.any(Number) }) as unknown,
    })
    expect(await estimateBackfill(stranger.actor, range())).toBeNull()
    expect(await startBackfill(stranger, range())).toMatchObject({ refusal: { code: 'not_found' } })
    const both = await Promise.all([startBackfill(officer, range()), startBackfill(officer, range())])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    const { id } = await only()
    expect(await findBackfill(strangeReader.actor, id)).toBeNull()
    await Promise.all([runBackfill(system(), id), runBackfill(system(), id)])
    await runBackfill(system(), id)
    expect(await findBackfill(reader.actor, id)).toMatchObject({
      state: 'done',
      objects: 2,
      changed: 2,
      failed: 0,
    })
    const { rows } = await listBackfillItems(reader.actor, id)
    expect(rows.map(({ state, after }) => [state, after])).toEqual([
      ['changed', 'completed/ready'],
      ['changed', 'completed/ready'],
    ])
    for (const asha of failing) expect(await attemptOf(asha)).toMatchObject({ result: 'ready' })
    const made = await database()
      .select()
      .from(providerCalls)
      .where(and(eq(providerCalls.partnerId, partner.id), isNotNull(providerCalls.backfillId)))
    expect(made.length).toBeGreaterThanOrEqual(2)
    expect(await namesOfEvents()).toEqual(['integration.backfill_started', 'integration.backfill_ended'])
  })

  test('is stopped and taken up where it was left; one that is over is not', async () => {
    await whoseResultFailed()
    await startBackfill(officer, range('asked'))
    const { id } = await only()
    expect(await stopBackfill(stranger, { backfillId: id })).toMatchObject({ refusal: { code: 'not_found' } })
    expect(await stopBackfill(officer, { backfillId: id })).toMatchObject({ ok: true })
    await runBackfill(system(), id)
    expect(await findBackfill(reader.actor, id)).toMatchObject({ state: 'stopped', changed: 0 })
    expect(await resumeBackfill(stranger, { backfillId: id })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await resumeBackfill(officer, { backfillId: id })).toMatchObject({ ok: true })
    await runBackfill(system(), id)
    expect(await findBackfill(reader.actor, id)).toMatchObject({ state: 'done', changed: 1 })
    expect(await stopBackfill(officer, { backfillId: id })).toMatchObject({
      refusal: { code: 'backfill_over' },
    })
  })

  test('waits for a busy provider and loses no line', async () => {
    await whoseResultFailed()
    await startBackfill(officer, range())
    const { id } = await only()
    studyhq.setFault('429always')
    await runBackfill(system(), id).finally(() => studyhq.setFault(null))
    const waiting = await findBackfill(reader.actor, id)
    expect(waiting).toMatchObject({ state: 'running', failed: 0 })
    expect(waiting?.waitsUntil).not.toBeNull()
    const left = await database().select().from(backfillItems).where(eq(backfillItems.backfillId, id))
    expect(left).toMatchObject([{ state: 'waiting' }])
  })

  test('of an empty range is refused and leaves nothing', async () => {
    const empty = {
      ...range(),
      from: secondsAfter(officer.now, -9_000_000),
      until: secondsAfter(officer.now, -8_000_000),
    }
    expect(await startBackfill(officer, empty)).toMatchObject({ refusal: { code: 'backfill_empty' } })
    expect(await database().select().from(backfills).where(eq(backfills.partnerId, partner.id))).toEqual([])
  })
})

describe('the log', () => {
  test('is narrowed by outcome, status, record, application and time, forward and back, and is nobody else’s', async () => {
    const asha = await whoseResultFailed()
    const failed = await failedCallOf(asha)
    const count = async (filter: Parameters<typeof listCalls>[1]) =>
      (await listCalls(reader.actor, filter)).rows.length
    const fails = (await callsOf(asha)).filter(({ errorKind }) => errorKind !== null).length
    expect(await count({ outcome: 'server_error' })).toBe(fails)
    expect(await count({ outcome: 'busy' })).toBe(0)
    expect(await count({ status: failed.status ?? 0 })).toBe(fails)
    expect(await count({ application: asha.number, outcome: 'failed' })).toBe(fails)
    expect(await count({ record: (await attemptOf(asha)).id })).toBeGreaterThan(1)
    expect(await count({ record: 'nothing-of-ours' })).toBe(0)
    expect(await count({ path: failed.path.slice(0, 12) })).toBeGreaterThan(0)
    expect(await count({ from: portalAt(partner, 3600).now })).toBe(0)
    expect(await count({ direction: 'in' })).toBe(0)
    const first = await listCalls(reader.actor, {}, {}, 1)
    const second = await listCalls(reader.actor, {}, first.next ?? {}, 1)
    const back = await listCalls(reader.actor, {}, second.previous ?? {}, 1)
    expect(back.rows).toEqual(first.rows)
    expect(second.rows[0]?.id).not.toBe(first.rows[0]?.id)
    expect((await listCalls(strangeReader.actor)).rows).toEqual([])
    expect(await findCall(strangeReader.actor, failed.id)).toBeNull()
  })
})

async function aFailedMessage(template: string) {
  const messageId = uuidv7()
  const callId = uuidv7()
  await database().insert(messages).values({
    partnerId: partner.id,
    id: messageId,
    dedupeKey: messageId,
    template,
    locale: 'en',
    toEmail: 'asha@sandbox.test',
    subject: 'A letter',
    body: 'Words',
    state: 'failed',
    tries: 8,
  })
  await database()
    .insert(providerCalls)
    .values({
      partnerId: partner.id,
      id: callId,
      messageId,
      direction: 'out',
      purpose: 'deliver_mail',
      method: 'SEND',
      path: `/mail/${template}`,
      errorKind: 'transient',
      at: officer.now,
    })
  return { messageId, callId }
}

const namesOfEvents = async () =>
  (await database().select().from(events).where(eq(events.partnerId, partner.id)).orderBy(events.id))
    .map(({ name }) => name)
    .filter((name) => name.startsWith('integration.'))
