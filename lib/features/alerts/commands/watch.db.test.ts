import { randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { database } from '@/db/client'
import { alerts } from '@/db/schema/alerts'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { events, providerCalls } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { connections } from '@/db/schema/partners'
import { paymentFacts, paymentOrders } from '@/db/schema/payments'
import { reconciliationExceptions, reconciliationRuns } from '@/db/schema/settlements'
import { useFreshDatabase } from '@/db/testing'
import type { AlertKind } from '@/lib/domain/alerts/alert'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type TestPartner, aPartner, aStaffMember, anApplicant } from '@/lib/features/assessments/testing'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { installQueues } from '@/lib/platform/jobs/worker'
import { acknowledgeAlert, assignAlert, saveAlertRule } from './alert-verbs'
import { watch } from './watch'
import { alertJobs } from '../jobs'
import { countOpenAlerts, findAlert, listAlertRules, listAlerts } from '../queries/alerts'

const fresh = useFreshDatabase()
const now = new Date()
const minutesAgo = (minutes: number) => secondsAfter(now, -60 * minutes)

let partner: TestPartner
let foreign: TestPartner
let admin: Ctx<Staff<'alerts.read'>>
let manager: Ctx<Staff<'alerts.manage'>>
let stranger: Ctx<Staff<'alerts.read'>>

beforeAll(() => installQueues(fresh().url, alertJobs))
beforeEach(async () => {
  partner = await aPartner('http://127.0.0.1:9')
  foreign = await aPartner('http://127.0.0.1:9')
  admin = await aStaffMember(partner, 'admin')
  manager = await aStaffMember(partner, 'admin')
  stranger = await aStaffMember(foreign, 'admin')
})

/** How each kind of trouble comes, and how it goes. */
const troubles: Record<AlertKind, { begin: () => Promise<unknown>; end: () => Promise<unknown> }> = {
  connection_unhealthy: {
    begin: () => setHealth('unhealthy'),
    end: () => setHealth('healthy'),
  },
  rate_limited: {
    begin: () => Promise.all(Array.from({ length: 5 }, () => aCall({ status: 429, errorKind: 'http_429' }))),
    end: () =>
      database()
        .update(providerCalls)
        .set({ at: minutesAgo(16) })
        .where(eq(providerCalls.partnerId, partner.id)),
  },
  stale_results: {
    begin: () => anAttempt({ progress: 'completed', lastProgressAt: minutesAgo(25 * 60) }),
    end: () => database().update(attempts).set({ result: 'ready' }).where(eq(attempts.partnerId, partner.id)),
  },
  mail_failing: {
    begin: () => Promise.all(Array.from({ length: 5 }, () => aFailedDelivery())),
    end: () =>
      database()
        .update(providerCalls)
        .set({ at: minutesAgo(61) })
        .where(eq(providerCalls.partnerId, partner.id)),
  },
  backlog: {
    begin: () => anAttempt({ progress: 'in_progress', nextAskAt: minutesAgo(16) }),
    end: () => database().update(attempts).set({ nextAskAt: null }).where(eq(attempts.partnerId, partner.id)),
  },
  paid_not_unlocked: {
    begin: () => aCapturedPayment(),
    end: () =>
      database()
        .update(applications)
        .set({ feeSettledAt: now })
        .where(eq(applications.partnerId, partner.id)),
  },
  reconciliation_open: {
    begin: () => anException(),
    end: () =>
      database()
        .update(reconciliationExceptions)
        .set({ state: 'fixed' })
        .where(eq(reconciliationExceptions.partnerId, partner.id)),
  },
}

describe.each(Object.keys(troubles) as AlertKind[])('%s', (kind) => {
  test('opens once, is mailed once, closes when it is over and says so; nobody else’s alert', async () => {
    await troubles[kind].begin()
    await Promise.all([watch(now), watch(now)])
    await watch(secondsAfter(now, 30))
    expect(await kindsOf(partner)).toEqual([[kind, 'open', 1]])
    expect(await kindsOf(foreign)).toEqual([])
    expect(await mailTo(admin)).toEqual(kind === 'reconciliation_open' ? [] : ['alert_opened'])
    expect(await eventsOf()).toEqual(['alert.opened'])
    expect(await countOpenAlerts(admin.actor)).toBe(1)
    expect(await countOpenAlerts(stranger.actor)).toBe(0)
    expect((await listAlerts(stranger.actor)).rows).toEqual([])
    const [listed] = (await listAlerts(admin.actor)).rows
    expect(await findAlert(stranger.actor, listed?.id ?? '')).toBeNull()

    await troubles[kind].end()
    await Promise.all([watch(secondsAfter(now, 60)), watch(secondsAfter(now, 60))])
    expect(await kindsOf(partner)).toEqual([[kind, 'closed', 1]])
    expect(await eventsOf()).toEqual(['alert.opened', 'alert.closed'])
    expect(await mailTo(admin)).toEqual(
      kind === 'reconciliation_open' ? [] : ['alert_closed', 'alert_opened'],
    )
    expect(await countOpenAlerts(admin.actor)).toBe(0)
    const history = (await findAlert(admin.actor, listed?.id ?? ''))?.history
    expect(history?.map(({ move }) => move)).toEqual(['closed', 'opened'])
  })
})

describe('what comes back', () => {
  const begin = troubles.connection_unhealthy.begin
  const end = troubles.connection_unhealthy.end

  test('within the hour is counted and not mailed; after it, mailed again', async () => {
    await begin()
    await watch(now)
    await end()
    await watch(secondsAfter(now, 60))
    await begin()
    await watch(secondsAfter(now, 120))
    expect(await kindsOf(partner)).toEqual([['connection_unhealthy', 'open', 2]])
    expect(await mailTo(admin)).toEqual(['alert_closed', 'alert_opened'])
    await end()
    await watch(secondsAfter(now, 180))
    expect(await mailTo(admin)).toEqual(['alert_closed', 'alert_opened'])
    await database().update(messages).set({ state: 'sent' }).where(eq(messages.partnerId, partner.id))
    await begin()
    await watch(secondsAfter(now, 180 + 61 * 60))
    expect(await kindsOf(partner)).toEqual([['connection_unhealthy', 'open', 3]])
    expect(await mailTo(admin)).toEqual(['alert_closed', 'alert_opened', 'alert_opened'])
  })
})

describe('the inbox', () => {
  test('an alert is acknowledged with a note, given to a person, and a closed one is left alone', async () => {
    await troubles.connection_unhealthy.begin()
    await watch(now)
    const alertId = (await listAlerts(admin.actor)).rows[0]?.id ?? ''
    expect(await acknowledgeAlert(stranger, { alertId, note: '' })).toMatchObject({
      refusal: { code: 'not_found' },
    })
    expect(await acknowledgeAlert(admin, { alertId, note: 'New key is on its way' })).toMatchObject({
      ok: true,
    })
    const officer = await aStaffMember(partner, 'admissions_officer')
    expect(await assignAlert(admin, { alertId, assigneeId: stranger.actor.accountId })).toMatchObject({
      refusal: { fields: { assigneeId: 'invalid' } },
    })
    expect(await assignAlert(admin, { alertId, assigneeId: officer.actor.accountId })).toMatchObject({
      ok: true,
    })
    const found = await findAlert(admin.actor, alertId)
    expect(found?.alert).toMatchObject({ state: 'acknowledged', assigneeId: officer.actor.accountId })
    expect(found?.history.find(({ move }) => move === 'acknowledged')?.note).toBe('New key is on its way')
    expect(await countOpenAlerts(admin.actor)).toBe(1)
    await troubles.connection_unhealthy.end()
    await watch(secondsAfter(now, 60))
    expect(await acknowledgeAlert(admin, { alertId, note: '' })).toMatchObject({
      refusal: { code: 'alert_closed' },
    })
    expect(await eventsOf()).toEqual(['alert.opened', 'alert.acknowledged', 'alert.assigned', 'alert.closed'])
  })
})

describe('a rule', () => {
  test('of one partner sets its threshold and readers, and leaves the other partner as it was', async () => {
    await saveAlertRule(manager, {
      kind: 'rate_limited',
      isOn: true,
      threshold: 6,
      minutes: 15,
      roles: [],
      emails: ['desk@greenfield.test'],
    })
    await troubles.rate_limited.begin()
    await watch(now)
    expect(await kindsOf(partner)).toEqual([])
    await aCall({ status: 429, errorKind: 'http_429' })
    await watch(now)
    expect(await kindsOf(partner)).toEqual([['rate_limited', 'open', 1]])
    expect(await mailTo(admin)).toEqual([])
    expect(await mailsTo('desk@greenfield.test')).toEqual(['alert_opened'])
    const ruleOf = async (who: typeof admin) =>
      (await listAlertRules(who.actor)).find(({ kind }) => kind === 'rate_limited')
    expect(await ruleOf(admin)).toMatchObject({ threshold: 6, isUsual: false })
    expect(await ruleOf(stranger)).toMatchObject({ threshold: 5, isUsual: true })
    expect(await eventsOf()).toEqual(['alert.rule_saved', 'alert.opened'])
  })

  test('that is switched off opens nothing and closes what was open', async () => {
    await troubles.connection_unhealthy.begin()
    await watch(now)
    await saveAlertRule(manager, { kind: 'connection_unhealthy', isOn: false, roles: [], emails: [] })
    await watch(secondsAfter(now, 30))
    expect(await kindsOf(partner)).toEqual([['connection_unhealthy', 'closed', 1]])
  })
})

const kindsOf = async ({ id }: TestPartner) =>
  (await database().select().from(alerts).where(eq(alerts.partnerId, id))).map((row) => [
    row.kind,
    row.state,
    row.openings,
  ])

const mailTo = (who: Ctx<Staff>) => mailsTo(who.actor.email)
const mailsTo = async (email: string) =>
  (
    await database()
      .select({ template: messages.template })
      .from(messages)
      .where(and(eq(messages.partnerId, partner.id), eq(messages.toEmail, email)))
  )
    .map(({ template }) => template)
    .sort()

const eventsOf = async () =>
  (
    await database()
      .select({ name: events.name })
      .from(events)
      .where(eq(events.partnerId, partner.id))
      .orderBy(events.id)
  )
    .map(({ name }) => name)
    .filter((name) => name.startsWith('alert.'))

const setHealth = (health: 'healthy' | 'unhealthy') =>
  database()
    .update(connections)
    .set({ health, healthChangedAt: minutesAgo(1) })
    .where(eq(connections.partnerId, partner.id))

const aCall = (more: Partial<typeof providerCalls.$inferInsert>) =>
  database()
    .insert(providerCalls)
    .values({
      partnerId: partner.id,
      connectionId: partner.connectionId,
      direction: 'out',
      purpose: 'fetch_result',
      method: 'GET',
      path: '/partner/status',
      at: minutesAgo(1),
      ...more,
    })

const aFailedDelivery = () =>
  aCall({
    connectionId: null,
    messageId: uuidv7(),
    purpose: 'deliver_mail',
    method: 'SEND',
    errorKind: 'transient',
  })

async function anAttempt(more: Partial<typeof attempts.$inferInsert>) {
  const asha = await anApplicant(partner)
  await database()
    .insert(attempts)
    .values({
      partnerId: partner.id,
      applicationId: asha.applicationId,
      connectionId: partner.connectionId,
      attemptNo: 1,
      email: 'asha@sandbox.test',
      fullName: 'Asha Verma',
      mobile: '+919876543210',
      ...more,
    })
}

async function anOrder() {
  const riya = await anApplicant(partner)
  const id = uuidv7()
  await database()
    .insert(paymentOrders)
    .values({
      partnerId: partner.id,
      id,
      applicationId: riya.applicationId,
      connectionId: partner.connectionId,
      receipt: randomUUID(),
      gatewayOrderId: `order_${id}`,
      paise: 100_000,
      state: 'open',
      returnTokenHash: randomUUID(),
      refundPolicy: { en: '-', hi: '-' },
    })
  return id
}

async function aCapturedPayment() {
  await database()
    .insert(paymentFacts)
    .values({
      partnerId: partner.id,
      orderId: await anOrder(),
      gatewayPaymentId: 'pay_1',
      state: 'captured',
      paise: 100_000,
      currency: 'INR',
      gatewayAt: now,
      source: 'poll',
      receivedAt: now,
    })
}

async function anException() {
  const runId = uuidv7()
  const base = { partnerId: partner.id, connectionId: partner.connectionId }
  await database()
    .insert(reconciliationRuns)
    .values({ ...base, id: runId, day: '2026-11-21', state: 'done', startedAt: now })
  await database()
    .insert(reconciliationExceptions)
    .values({ ...base, runId, kind: 'unknown_here', subject: 'pay_9', fix: 'look' })
}
