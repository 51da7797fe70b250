import { and, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, staff as staffTable } from '@/db/schema/accounts'
import { providerCalls } from '@/db/schema/events'
import { connections, partners } from '@/db/schema/partners'
import { webhookDeliveries } from '@/db/schema/payments'
import { useFreshDatabase } from '@/db/testing'
import { type Permission, type StaffRole, permissions, roleMay } from '@/lib/domain/partners/permissions'
import { findApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import { getApplicationCounts } from '@/lib/features/applications/queries/staff-counts'
import { listApplications } from '@/lib/features/applications/queries/staff-list'
import { listMailOf } from '@/lib/features/messages/queries/of-application'
import { findCall, listCalls, listConnectionLabels } from '@/lib/features/partners/queries/integration-log'
import { findConnectionDetail } from '@/lib/features/partners/queries/connection'
import { getPartnerSettings } from '@/lib/features/partners/queries/settings'
import {
  getStaffCounts,
  listConnectionHealth,
  listRecentEvents,
} from '@/lib/features/partners/queries/staff-home'
import { findFeeTruth } from '@/lib/features/payments/queries/staff-fee'
import { listRefunds, listWebhooks } from '@/lib/features/payments/queries/staff-queues'
import type { Staff } from '@/lib/platform/auth/actors'
import { staffActor } from '@/lib/platform/auth/testing'
import { resetWorld } from '../commands/seed-world'
import { findStaffPanel } from './staff-panel'

useFreshDatabase()

/** Stands in for staff of every permission: what each role may open is decided before a query is reached. */
type Everything = Staff<never>
let greenfield: Everything
let sunrise: Everything

beforeAll(async () => {
  await resetWorld()
  greenfield = await member('greenfield', 'admin')
  sunrise = await member('sunrise', 'admin')
})

describe('the demo world’s stories, as staff read them', () => {
  test.each([
    ['greenfield', 'Asha Verma', 'courses_waiting'],
    ['greenfield', 'Kabir Khan', 'assessment_under_way'],
    ['greenfield', 'Rohan Das', 'review_due'],
    ['greenfield', 'Priya Menon', 'form'],
    ['sunrise', 'Riya Sharma', 'fee_due'],
    ['sunrise', 'Lakshmi Iyer', 'fee_checking'],
    ['sunrise', 'Arjun Rao', 'assessment_due'],
    ['sunrise', 'Neha Gupta', 'review_due'],
  ])('at %s, %s stands at %s in the list and in the record', async (slug, search, standing) => {
    const staff = slug === 'greenfield' ? greenfield : sunrise
    const { rows } = await listApplications(staff, { search })
    expect(rows.map((row) => row.standing)).toEqual([standing])
    expect((await findApplicationRecord(staff, rows[0]?.number ?? ''))?.standing).toBe(standing)
  })

  test('the home page counts what its lists show', async () => {
    const counts = { ...(await getStaffCounts(sunrise)), ...(await getApplicationCounts(sunrise)) }
    expect(counts.drafts).toBe((await listApplications(sunrise, { steps: ['draft'] })).rows.length)
    expect(counts.submitted).toBe((await listApplications(sunrise, { steps: ['submitted'] })).rows.length)
    expect(counts.inReview).toBe((await listApplications(sunrise, { steps: ['in_review'] })).rows.length)
    expect(counts.refundsOpen).toBe((await listRefunds(sunrise, { isOpen: true })).rows.length)
    expect(counts).toMatchObject({ submitted: 5, refundsOpen: 1, connectionsDown: 0 })
    expect((await getStaffCounts(greenfield)).unmatchedCourses).toBe(2)
  })

  test('the record of a double payment shows both captures, the receipt and what goes back', async () => {
    const [farhan] = (await listApplications(sunrise, { search: 'farhan' })).rows
    const fee = await findFeeTruth(sunrise, farhan?.id ?? '')
    expect(fee?.verdict).toBe('settled')
    expect(fee?.orders[0]?.payments.map((payment) => payment.state)).toEqual(['captured', 'captured'])
    expect(fee?.refunds.map((refund) => refund.reason)).toEqual(['second_capture'])
    expect(fee?.orders[0]).not.toHaveProperty('returnTokenHash')
  })

  test('a review may begin only when every step of the applicant is behind', async () => {
    const may = async (search: string) => {
      const [row] = (await listApplications(sunrise, { search })).rows
      return (await findApplicationRecord(sunrise, row?.number ?? ''))?.mayStartReview
    }
    expect(await may('neha')).toEqual({ ok: true, value: undefined })
    expect(await may('riya')).toMatchObject({ ok: false, refusal: { code: 'fee_unpaid' } })
  })
})

describe('another partner’s staff', () => {
  test('finds no record, fee, letter, call or refund of ours', async () => {
    const [row] = (await listApplications(sunrise, { search: 'farhan' })).rows
    const [id, number] = [row?.id ?? '', row?.number ?? '']
    const callId = await aCall(sunrise, id)
    expect(await findApplicationRecord(greenfield, number)).toBeNull()
    expect(await findFeeTruth(greenfield, id)).toBeNull()
    expect(await listMailOf(greenfield, id)).toEqual([])
    expect(await findCall(greenfield, callId)).toBeNull()
    expect((await findCall(sunrise, callId))?.applicationNumber).toBe(number)
    expect((await listCalls(greenfield)).rows).toEqual([])
    expect((await listRefunds(greenfield)).rows).toEqual([])
    expect((await listWebhooks(greenfield)).rows).toEqual([])
  })

  test('counts, events, health and settings are of their own partner', async () => {
    const numbers = new Set((await listRecentEvents(greenfield, 500)).map((event) => event.applicationNumber))
    const theirs = (await listApplications(sunrise)).rows.map((row) => row.number)
    expect(theirs.filter((number) => numbers.has(number))).toEqual([])
    const ids = (await listConnectionHealth(greenfield)).map((connection) => connection.id)
    expect(
      (await getPartnerSettings(sunrise)).connections.filter((connection) => ids.includes(connection.id)),
    ).toEqual([])
    expect(await listConnectionLabels(greenfield)).toEqual([
      'Razorpay',
      'StudyHQ',
      'Test Partnership',
      'iMocha',
      'iMocha V2',
    ])
  })
})

describe('pages of the staff lists', () => {
  test('messages of the gateway that came in the same instant stand on exactly one page', async () => {
    const [connection] = await listConnectionHealth(sunrise)
    const connectionId = connection?.id ?? ''
    const receivedAt = new Date('2026-11-20T10:00:00Z')
    await database()
      .insert(webhookDeliveries)
      .values(
        Array.from({ length: 23 }, (_, place) => ({
          partnerId: sunrise.partnerId,
          connectionId,
          eventId: `evt_${place}`,
          type: 'payment.captured',
          signatureHolds: place % 5 !== 0,
          bodyRedacted: '{}',
          receivedAt,
        })),
      )
    const first = await listWebhooks(sunrise, {}, {}, 10)
    const second = await listWebhooks(sunrise, {}, first.next ?? {}, 10)
    const third = await listWebhooks(sunrise, {}, second.next ?? {}, 10)
    const ids = [first, second, third].flatMap((page) => page.rows.map((row) => row.eventId))
    expect(new Set(ids).size).toBe(23)
    expect([ids.length, third.next]).toEqual([23, null])
    expect((await listWebhooks(sunrise, {}, third.previous ?? {}, 10)).rows).toEqual(second.rows)
    expect((await listWebhooks(sunrise, { isRejected: true })).rows).toHaveLength(5)
  })

  test('the integration log narrows to what failed', async () => {
    await aCall(sunrise, null, 'transient')
    const failed = await listCalls(sunrise, { outcome: 'failed', purpose: 'fetch_result' })
    expect(failed.rows.map((row) => row.errorKind)).toEqual(['transient'])
    expect((await listCalls(sunrise, { connection: 'Razorpay' })).rows).toEqual([])
  })
})

describe('roles', () => {
  test('who does not see payments is not told how many refunds there are', async () => {
    expect((await getStaffCounts(await member('sunrise', 'reviewer'))).refundsOpen).toBeNull()
    expect((await getStaffCounts(await member('sunrise', 'finance'))).refundsOpen).toBe(1)
  })

  test('each place of the console opens for exactly the roles that hold its permission', () => {
    const opens = (permission: Permission) =>
      (['reviewer', 'admissions_officer', 'finance', 'admin'] as StaffRole[]).filter((role) =>
        roleMay(role, permission),
      )
    expect(
      Object.fromEntries(permissions.map((permission) => [permission, opens(permission).length])),
    ).toMatchObject({
      'applications.read': 4,
      'payments.read': 3,
      'integrations.read': 2,
      'mail.read': 2,
      'settings.manage': 1,
      'sandbox.use': 2,
    })
  })
})

test('settings hold no secret, only that it is set', async () => {
  const { connections: listed } = await getPartnerSettings(sunrise)
  expect(listed.filter((connection) => !connection.isComplete)).toEqual([])
  const all = await Promise.all(listed.map(({ id }) => findConnectionDetail(sunrise, id)))
  const secrets = all.flatMap((connection) => connection?.fields.filter(({ isSaved }) => isSaved) ?? [])
  expect(secrets.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['keySecret', 'tokenSecret', 'webhookSecret']),
  )
  expect(JSON.stringify([listed, all])).not.toMatch(
    /secret_sandbox|sunrise_key_secret|sunrise_webhook_secret/,
  )
})

test('a real partner has no sandbox panel, even in a sandbox deployment', async () => {
  expect(await findStaffPanel(greenfield)).toMatchObject({ clockOffsetSeconds: 0, faults: {} })
  await database().update(partners).set({ isSandbox: false }).where(eq(partners.id, greenfield.partnerId))
  expect(await findStaffPanel(greenfield)).toBeNull()
  await database().update(partners).set({ isSandbox: true }).where(eq(partners.id, greenfield.partnerId))
})

async function member(slug: string, role: StaffRole): Promise<Everything> {
  const [found] = await database()
    .select({ partnerId: staffTable.partnerId, accountId: staffTable.accountId })
    .from(staffTable)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, staffTable.partnerId), eq(accounts.id, staffTable.accountId)),
    )
    .innerJoin(partners, eq(partners.id, staffTable.partnerId))
    .where(and(eq(partners.slug, slug), eq(staffTable.role, role)))
  if (!found) throw new Error(`no ${role} at ${slug}`)
  return staffActor(found.partnerId, found.accountId)
}

async function aCall(
  { partnerId }: Everything,
  applicationId: string | null,
  errorKind: string | null = null,
): Promise<string> {
  const [connection] = await database()
    .select()
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.kind, 'assessment')))
  const id = uuidv7()
  await database()
    .insert(providerCalls)
    .values({
      partnerId,
      id,
      connectionId: connection?.id ?? '',
      applicationId,
      direction: 'out',
      purpose: 'fetch_result',
      method: 'POST',
      path: '/info',
      errorKind,
      at: new Date(),
    })
  return id
}
