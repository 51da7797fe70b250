import { randomBytes } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, applicants, staff } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts, launches, recommendations } from '@/db/schema/assessments'
import { events, providerCalls } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { connections, intakeProgrammes, intakes, partners, programmes } from '@/db/schema/partners'
import { type JourneyDefinition, assessmentFirst } from '@/lib/domain/journeys/definition'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { sealSettings } from '@/lib/features/partners/commands'
import type { Applicant, Staff, System } from '@/lib/platform/auth/actors'
import { findHolder } from '@/lib/platform/auth/session'
import { aSession } from '@/lib/platform/auth/testing'
import type { Ctx } from '@/lib/platform/context'
import { assessmentProviders, type ProviderId } from '@/lib/providers/assessments/registry'

/** What the tests of this feature need of the world: partners, applicants, staff, and a person who sits the test. */

const courses = { CSE: 'B.Tech Computer Science', DSC: 'B.Sc Data Science', BBA: 'BBA' }

export type TestPartner = {
  id: string
  intakeId: string
  connectionId: string
  programmeIds: Record<string, string>
}

/** Settings that each provider's simulator knows. */
const rawSettings: Record<ProviderId, (url: string) => Record<string, unknown>> = {
  studyhq: () => ({ tokenId: 'tok_sandbox', tokenSecret: 'secret_sandbox', projectId: 'L4ndb5PYxM' }),
  imocha: (url) => ({
    apiKey: 'imocha_sandbox_key',
    testId: '1292150',
    reportHosts: new URL(url).host,
  }),
  'test-partnership': (url) => ({
    autoLoginUrl: `${url}/auto-login`,
    username: 'tp_sandbox',
    password: 'secret_sandbox',
    projectAccessKey: 'GREENFIELD-SHORT',
  }),
}

/** A sandbox partner with three programmes, whose connection (StudyHQ unless another is named) points at `providerUrl`. */
export async function aPartner(
  providerUrl: string,
  {
    provider = 'studyhq',
    journey = assessmentFirst,
    settings = {},
  }: { provider?: ProviderId; journey?: JourneyDefinition; settings?: Record<string, unknown> } = {},
): Promise<TestPartner> {
  const partnerId = uuidv7()
  const slug = `college-${randomBytes(4).toString('hex')}`
  const both = (text: string) => ({ en: text, hi: text })
  await database()
    .insert(partners)
    .values({
      id: partnerId,
      slug,
      name: both('Greenfield College'),
      tagline: both('Learn'),
      brand: '#1f4fa3',
      hosts: [`${slug}.localhost`],
      isSandbox: true,
      supportEmail: 'help@greenfield.test',
      grievanceOfficer: 'Registrar',
    })
  const connectionId = uuidv7()
  const raw = {
    baseUrl: providerUrl,
    ...rawSettings[provider](providerUrl),
    linkHosts: new URL(providerUrl).host,
    timeoutMs: 2_000,
    ...settings,
  }
  await database()
    .insert(connections)
    .values({
      partnerId,
      id: connectionId,
      kind: 'assessment',
      provider,
      label: assessmentProviders[provider].label,
      ...sealSettings(connectionId, 'assessment', provider, raw),
    })
  const intakeId = uuidv7()
  await database()
    .insert(intakes)
    .values({
      partnerId,
      id: intakeId,
      code: 'UG27',
      name: both('Undergraduate 2027'),
      sessionYear: 2027,
      opensAt: new Date('2020-01-01'),
      closesAt: new Date('2100-01-01'),
      journey: { id: journey.id, steps: [...journey.steps] },
      refundPolicy: both('None'),
      assessmentConnectionId: connectionId,
    })
  const programmeIds: Record<string, string> = {}
  for (const [code, name] of Object.entries(courses)) {
    const id = (programmeIds[code] = uuidv7())
    await database()
      .insert(programmes)
      .values({ partnerId, id, code, name: both(name), summary: both(name) })
    await database()
      .insert(intakeProgrammes)
      .values({ partnerId, intakeId, programmeId: id, position: Object.keys(programmeIds).length })
  }
  return { id: partnerId, intakeId, connectionId, programmeIds }
}

export type TestApplicant = {
  applicant: Applicant
  number: string
  /** The address their browser uses. */
  origin: string
  applicationId: string
  at: (seconds: number) => Ctx<Applicant>
}

/** The instant from which a test counts its seconds. */
export const start = new Date()
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

/** A verified applicant with a draft application and a real session; `at(90)` is their context 90 seconds in. */
export async function anApplicant(
  partner: TestPartner,
  email = `asha-${randomBytes(3).toString('hex')}@sandbox.test`,
): Promise<TestApplicant> {
  const accountId = await anAccount(partner, 'applicant', email)
  await database()
    .insert(applicants)
    .values({ partnerId: partner.id, accountId, mobile: '+919876543210', dateOfBirth: '2008-02-11' })
  const applicationId = uuidv7()
  const number = applicationNumber(2027, randomBytes(8))
  await database().insert(applications).values({
    partnerId: partner.id,
    id: applicationId,
    number,
    intakeId: partner.intakeId,
    applicantId: accountId,
  })
  const applicant = (await signIn(partner, accountId, 'applicant')) as Applicant
  return {
    applicant,
    number,
    origin: 'http://greenfield.localhost',
    applicationId,
    at: (seconds) => ({ actor: applicant, now: later(seconds), source: 'browser', requestId: 'test' }),
  }
}

/** Someone of the partner's staff, signed in. The role decides what their proof is worth; the caller names the permission. */
export async function aStaffMember<Actor extends Staff>(
  partner: TestPartner,
  role: StaffRole,
): Promise<Ctx<Actor>> {
  const accountId = await anAccount(partner, 'staff', `staff-${randomBytes(3).toString('hex')}@sandbox.test`)
  await database().insert(staff).values({ partnerId: partner.id, accountId, role })
  const actor = (await signIn(partner, accountId, 'staff')) as Actor
  return { actor, now: start, source: 'browser', requestId: 'test' }
}

async function anAccount(partner: TestPartner, kind: 'applicant' | 'staff', email: string): Promise<string> {
  const id = uuidv7()
  await database().insert(accounts).values({
    partnerId: partner.id,
    id,
    kind,
    email,
    fullName: 'Asha Verma',
    passwordHash: 'none',
    emailVerifiedAt: new Date(),
  })
  return id
}

async function signIn(partner: TestPartner, accountId: string, kind: 'applicant' | 'staff') {
  return findHolder(partner.id, await aSession({ partnerId: partner.id, accountId, kind }))
}

/** The portal itself, `seconds` in. */
export const portalAt = (partner: TestPartner, seconds: number): Ctx<System> => ({
  actor: { kind: 'system', partnerId: partner.id },
  now: later(seconds),
  source: 'poll',
  requestId: 'test',
})

/** What a person does with a start link: opens it, begins, and finishes or leaves. */
export async function sitTest(link: string, end: 'finish' | 'leave' | 'go on' = 'finish'): Promise<void> {
  const begun = await fetch(link, { method: 'POST', redirect: 'manual' })
  const sitting = new URL(begun.headers.get('location') ?? '', link)
  if (end === 'go on') return
  await fetch(sitting, { method: 'POST', redirect: 'manual', body: new URLSearchParams({ do: end }) })
}

/** The newest attempt of an application. */
export async function attemptOf({ applicationId }: { applicationId: string }) {
  const rows = await database().select().from(attempts).where(eq(attempts.applicationId, applicationId))
  const newest = rows.sort((a, b) => b.attemptNo - a.attemptNo)[0]
  if (!newest) throw new Error('no attempt yet')
  return newest
}

export const attemptsOf = ({ applicationId }: { applicationId: string }) =>
  database().select().from(attempts).where(eq(attempts.applicationId, applicationId))

export const launchesOf = async (who: { applicationId: string }) =>
  (
    await database()
      .select({ launch: launches })
      .from(launches)
      .innerJoin(
        attempts,
        and(eq(attempts.partnerId, launches.partnerId), eq(attempts.id, launches.attemptId)),
      )
      .where(eq(attempts.applicationId, who.applicationId))
  ).map(({ launch }) => launch)

export const eventsOf = async ({ applicationId }: { applicationId: string }): Promise<string[]> =>
  (
    await database()
      .select({ name: events.name })
      .from(events)
      .where(eq(events.applicationId, applicationId))
      .orderBy(events.at, events.id)
  ).map(({ name }) => name)

export const mailOf = async ({ applicationId }: { applicationId: string }): Promise<string[]> =>
  (
    await database()
      .select({ template: messages.template })
      .from(messages)
      .where(eq(messages.applicationId, applicationId))
      .orderBy(messages.createdAt)
  ).map(({ template }) => template)

export const callsOf = ({ applicationId }: { applicationId: string }) =>
  database()
    .select()
    .from(providerCalls)
    .where(eq(providerCalls.applicationId, applicationId))
    .orderBy(providerCalls.id)

export const coursesOf = async ({ applicationId }: { applicationId: string }) =>
  (
    await database()
      .select({ course: recommendations })
      .from(recommendations)
      .innerJoin(
        attempts,
        and(eq(attempts.partnerId, recommendations.partnerId), eq(attempts.id, recommendations.attemptId)),
      )
      .where(eq(attempts.applicationId, applicationId))
      .orderBy(recommendations.position)
  ).map(({ course }) => course)

export const connectionOf = async (partner: TestPartner) => {
  const [connection] = await database()
    .select()
    .from(connections)
    .where(eq(connections.id, partner.connectionId))
  if (!connection) throw new Error('no connection')
  return connection
}
