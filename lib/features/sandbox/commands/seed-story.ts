import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { accounts, applicants, consents } from '@/db/schema/accounts'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { attempts, launches, recommendations } from '@/db/schema/assessments'
import { paymentFacts, paymentOrders, payments, receipts, refunds } from '@/db/schema/payments'
import { sandboxRecords } from '@/db/schema/sandbox'
import { refundPolicy } from '@/db/seed/partners'
import type { SeedPerson, Story } from '@/db/seed/people'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type EventName, recordEvent } from '@/lib/platform/events'
import type { Ctx } from '@/lib/platform/context'
import { hashToken, newToken } from '@/lib/platform/secrets'
import type { System } from '@/lib/platform/auth/actors'
import { formPages, preferencesToAnswers } from '@/lib/features/applications/schema'
import { sampleAnswers } from './seed-answers'
import { type SeededPartner, idOf } from './seed-partner'

/** One person of the demo world being written: the rows so far, and how many minutes ago each thing happened. */
type Telling = {
  tx: Tx
  partner: SeededPartner
  key: string
  person: SeedPerson
  accountId: string
  applicationId: string
  email: string
  now: Date
}

/** Writes a seeded person and plays their story: rows, events and, where money moved, the gateway's own memory. */
export async function seedStory(
  tx: Tx,
  partner: SeededPartner,
  key: string,
  person: SeedPerson,
  passwordHash: string,
  now: Date,
): Promise<void> {
  const accountId = uuidv7()
  const told: Telling = {
    tx,
    partner,
    key,
    person,
    accountId,
    applicationId: uuidv7(),
    email: `${key}@sandbox.test`,
    now: secondsAfter(now, -(person.daysEarlier ?? 0) * 86_400),
  }
  const registeredAt = minutesAgo(told, 3 * 1440)
  await tx.insert(accounts).values({
    partnerId: partner.id,
    id: accountId,
    kind: 'applicant',
    email: told.email,
    fullName: person.fullName,
    passwordHash,
    locale: person.locale ?? 'en',
    emailVerifiedAt: registeredAt,
    createdAt: registeredAt,
  })
  await tx
    .insert(applicants)
    .values({ partnerId: partner.id, accountId, mobile: person.mobile, dateOfBirth: person.born })
  await tx.insert(consents).values({
    partnerId: partner.id,
    accountId,
    purpose: 'application',
    noticeVersion,
    language: person.locale ?? 'en',
    givenAt: registeredAt,
  })
  if (person.story === 'registered') return
  await startApplication(told)
  await stories[person.story](told)
}

const stories: Record<Exclude<Story, 'registered'>, (told: Telling) => Promise<void>> = {
  courses_waiting: (told) => finishTest(told, ['B.Tech Computer Science', 'B.Sc Data Science', 'BBA']),
  course_not_offered: (told) =>
    finishTest(told, ['B.Sc Marine Archaeology', 'BBA', 'BA Puppetry and Animation']),
  test_left: async (told) => void (await launchTest(told, { progress: 'abandoned', rawStatus: 'Abandoned' })),
  provider_silent: async (told) => {
    await launchTest(told, {
      lastErrorKind: 'transient',
      failures: 3,
      nextAskAt: secondsAfter(told.now, 6 * 3600),
    })
    await fillForm(told, ['personal', 'contact'])
  },
  submitted: async (told) => {
    await finishTest(told, ['BBA', 'B.Com (Hons)'], { seen: true })
    await submitForm(told, ['BBA', 'BCOM'])
  },
  submitted_after_the_test: async (told) => {
    const before = minutesAgo(told, 1.5 * 1440)
    await finishTest({ ...told, now: before }, ['B.Sc Data Science', 'BBA'], { seen: true })
    await submitForm(told, ['DSC', 'BBA'])
  },
  form_half_filled: (told) => fillForm(told, ['personal', 'contact', 'class-10']),
  fee_due: (told) => submitForm(told, ['CSE', 'DSC']),
  bank_is_late: async (told) => {
    await submitForm(told, ['BCA', 'CSE'])
    await openOrder(told, 'late')
  },
  paid: async (told) => {
    await submitForm(told, ['DES', 'BCA'])
    await openOrder(told, 'paid')
  },
  paid_twice: async (told) => {
    await submitForm(told, ['CSE', 'BCA'])
    await openOrder(told, 'twice')
  },
  all_done: async (told) => {
    await submitForm(told, ['DSC', 'CSE'])
    await openOrder(told, 'paid')
    await finishTest(told, ['B.Sc Data Science', 'B.Tech Computer Science', 'B.Sc Statistics'], {
      seen: true,
    })
  },
}

const eqApplication = (told: Telling) =>
  and(eq(applications.partnerId, told.partner.id), eq(applications.id, told.applicationId))

const minutesAgo = (told: Telling, minutes: number) => secondsAfter(told.now, -minutes * 60)

const at = (told: Telling, minutes: number): Ctx<System> => ({
  actor: { kind: 'system', partnerId: told.partner.id },
  now: minutesAgo(told, minutes),
  source: 'seed',
  requestId: `seed-${told.key}`,
})

const tell = (
  told: Telling,
  minutes: number,
  name: EventName,
  detail: Record<string, string | number | null> = {},
) => recordEvent(told.tx, at(told, minutes), name, { applicationId: told.applicationId, detail })

async function startApplication(told: Telling): Promise<void> {
  const intake = told.partner.intakes.get(told.person.intake)
  if (!intake) throw new Error(`no intake ${told.person.intake}`)
  await told.tx.insert(applications).values({
    partnerId: told.partner.id,
    id: told.applicationId,
    number: seededNumber(told.key, intake.sessionYear),
    intakeId: intake.id,
    applicantId: told.accountId,
    createdAt: minutesAgo(told, 2 * 1440),
  })
  await tell(told, 2 * 1440, 'application.started', { intake: intake.code })
}

/** Fixed numbers, so that documents and tests may name them: six letters out of the person's name. */
export const seededNumber = (key: string, sessionYear: number): string =>
  `APP-${sessionYear}-${key.toUpperCase().replaceAll('I', '1').replaceAll('L', '7').replaceAll('O', '0').replaceAll('U', 'V').padEnd(6, '2').slice(0, 6)}`

async function fillForm(told: Telling, pages: string[], programmeIds: string[] = []): Promise<void> {
  const answers: Record<string, Record<string, string>> = {
    ...sampleAnswers(told.person),
    preferences: preferencesToAnswers(programmeIds),
  }
  const savedAt = minutesAgo(told, 1500)
  await told.tx.insert(applicationPages).values(
    pages.map((page) => ({
      partnerId: told.partner.id,
      applicationId: told.applicationId,
      page,
      answers: answers[page] ?? {},
      completedAt: savedAt,
      savedAt,
    })),
  )
}

async function submitForm(told: Telling, programmeCodes: string[]): Promise<void> {
  const programmeIds = programmeCodes.map((code) => idOf(told.partner.programmes, code))
  await fillForm(told, [...formPages], programmeIds)
  await told.tx.insert(preferences).values(
    programmeIds.map((programmeId, place) => ({
      partnerId: told.partner.id,
      applicationId: told.applicationId,
      position: place + 1,
      programmeId,
    })),
  )
  const submittedAt = minutesAgo(told, 1440)
  await told.tx.update(applications).set({ state: 'submitted', submittedAt }).where(eqApplication(told))
  await tell(told, 1440, 'application.submitted')
}

type AttemptChange = Partial<typeof attempts.$inferInsert>

async function launchTest(told: Telling, change: AttemptChange = {}): Promise<string> {
  const attemptId = uuidv7()
  const launchedAt = minutesAgo(told, 300)
  await told.tx.insert(attempts).values({
    partnerId: told.partner.id,
    id: attemptId,
    applicationId: told.applicationId,
    connectionId: told.partner.assessmentConnectionId,
    attemptNo: 1,
    email: told.email,
    fullName: told.person.fullName,
    mobile: told.person.mobile,
    launchedAt,
    startedAt: launchedAt,
    lastProgressAt: launchedAt,
    lastAskedAt: minutesAgo(told, 20),
    lastAnsweredAt: minutesAgo(told, 20),
    asks: 4,
    createdAt: launchedAt,
    ...change,
  })
  await told.tx.insert(launches).values({
    partnerId: told.partner.id,
    attemptId,
    outcome: 'minted',
    clickedAt: launchedAt,
    mintedAt: launchedAt,
  })
  await tell(told, 300, 'assessment.launched', { attemptNo: 1 })
  if (change.progress)
    await tell(told, 280, 'assessment.progressed', { attemptNo: 1, progress: change.progress })
  return attemptId
}

async function finishTest(told: Telling, courses: string[], { seen = false } = {}): Promise<void> {
  const finishedAt = minutesAgo(told, 275)
  const attemptId = await launchTest(told, {
    progress: 'completed',
    result: 'ready',
    rawStatus: 'Completed',
    rawStatusAt: finishedAt,
    finishedAt,
    durationMinutes: 18,
  })
  const offered = [...told.partner.programmes.values()]
  await told.tx.insert(recommendations).values(
    courses.map((courseName, place) => {
      const match = offered.find(
        (programme) => programme.name.en === courseName || programme.aliases.includes(courseName),
      )
      return {
        partnerId: told.partner.id,
        attemptId,
        position: place + 1,
        courseName,
        score: 92 - place * 9,
        rank: place + 1,
        raw: { CourseName: courseName, MatchScore: 92 - place * 9 },
        programmeId: match?.id ?? null,
        matchedBy: match ? (match.name.en === courseName ? ('name' as const) : ('alias' as const)) : null,
      }
    }),
  )
  await tell(told, 274, 'assessment.result_arrived', { attemptNo: 1, recommendations: courses.length })
  if (!seen) return
  await told.tx
    .update(applications)
    .set({ recommendationsSeenAt: minutesAgo(told, 250) })
    .where(eqApplication(told))
  await tell(told, 250, 'recommendations.chosen', { course: courses[0] ?? '' })
}

/** `late`: authorised now, captured in six hours. `paid`: settled. `twice`: settled, and captured a second time. */
async function openOrder(told: Telling, kind: 'late' | 'paid' | 'twice'): Promise<void> {
  const { tx, partner, applicationId, key } = told
  const orderId = uuidv7()
  const gatewayOrderId = `order_Seed${key}`
  const paidAt = minutesAgo(told, 600)
  const settled = kind !== 'late'
  await tx.insert(paymentOrders).values({
    partnerId: partner.id,
    id: orderId,
    applicationId,
    connectionId: partner.gateway.connectionId,
    receipt: `seed-${key}`,
    gatewayOrderId,
    paise: 100_000,
    state: settled ? 'settled' : 'open',
    returnTokenHash: hashToken(newToken()),
    refundPolicy,
    sentToGatewayAt: paidAt,
    returnedAt: paidAt,
    checks: 10,
    lastCheckedAt: minutesAgo(told, 10),
    nextCheckAt: settled ? null : secondsAfter(told.now, 50 * 60),
    createdAt: minutesAgo(told, 610),
  })
  await tell(told, 610, 'fee.order_opened', { paise: 100_000 })
  const ids = kind === 'twice' ? [`pay_Seed${key}1`, `pay_Seed${key}2`] : [`pay_Seed${key}1`]
  const state = settled ? ('captured' as const) : ('authorized' as const)
  const fact = (gatewayPaymentId: string) => ({
    partnerId: partner.id,
    orderId,
    gatewayPaymentId,
    state,
    paise: 100_000,
    currency: 'INR',
    method: 'upi',
    reason: null,
    gatewayAt: paidAt,
  })
  await tx.insert(payments).values(ids.map(fact))
  await tx
    .insert(paymentFacts)
    .values(ids.map((id) => ({ ...fact(id), source: 'poll' as const, receivedAt: paidAt })))
  await rememberAtGateway(told, gatewayOrderId, ids, paidAt, kind)
  if (!settled) return
  const number = `RCP-26-${seededNumber(key, 26).slice(7)}27`
  await tx.insert(receipts).values({
    partnerId: partner.id,
    number,
    applicationId,
    orderId,
    gatewayPaymentId: ids[0] ?? '',
    paise: 100_000,
    issuedAt: paidAt,
  })
  await tx.update(applications).set({ feeSettledAt: paidAt }).where(eqApplication(told))
  await tell(told, 600, 'fee.settled', { receipt: number, paise: 100_000 })
  await tell(told, 600, 'assessment.unlocked')
  if (kind !== 'twice') return
  await tx.insert(refunds).values({
    partnerId: partner.id,
    applicationId,
    orderId,
    gatewayPaymentId: ids[1] ?? '',
    paise: 100_000,
    reason: 'second_capture',
  })
  await tell(told, 599, 'fee.second_capture', { paise: 100_000 })
  await tell(told, 599, 'fee.refund_queued', { paise: 100_000 })
}

/** The simulator keeps its own books; a seeded payment must stand in both. Shape: the razorpay simulator's memory. */
async function rememberAtGateway(
  told: Telling,
  orderId: string,
  ids: string[],
  paidAt: Date,
  kind: string,
): Promise<void> {
  const since = paidAt.getTime()
  const captured = { status: 'captured', at: kind === 'late' ? told.now.getTime() + 6 * 3600_000 : since }
  await told.tx.insert(sandboxRecords).values({
    simulator: 'razorpay',
    kind: 'order',
    id: orderId,
    value: {
      id: orderId,
      keyId: told.partner.gateway.keyId,
      amount: 100_000,
      receipt: `seed-${told.key}`,
      notes: {},
      createdAt: since,
      trouble: null,
      payments: ids.map((id) => ({
        id,
        session: 'seed',
        outcome: 'seed',
        amount: 100_000,
        method: 'upi',
        createdAt: since,
        failure: null,
        email: told.email,
        contact: told.person.mobile,
        refunds: [],
        becomes: [{ status: 'created', at: since }, { status: 'authorized', at: since }, captured],
      })),
    },
  })
}
