import { randomBytes } from 'node:crypto'
import { and, asc, eq, isNull, ne } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, applicants, staff } from '@/db/schema/accounts'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import {
  decisions,
  letterTemplates,
  letters,
  offers,
  releaseItems,
  releases,
  seatPools,
} from '@/db/schema/decisions'
import { events } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { type DecisionKind, decisionKinds } from '@/lib/domain/decisions/decision'
import type { SeatCategory } from '@/lib/domain/decisions/seats'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { type TestPartner, acting, aPartner as aPartnerOf } from '@/lib/features/applications/testing'
import type { Applicant, Staff, System } from '@/lib/platform/auth/actors'
import { applicantActor, staffActor } from '@/lib/platform/auth/testing'
import type { Ctx } from '@/lib/platform/context'
import { carryOutRelease } from './commands/carry-out'
import { confirmDecision } from './commands/confirm'
import { approveRelease, createRelease, dryRunRelease } from './commands/prepare-release'
import { proposeDecision } from './commands/propose'
import { startRelease } from './commands/run-release'

// What the tests of this feature need of the world: a partner with seats and letters, applicants in review, four staff.

export { noon } from '@/lib/features/applications/testing'
export type { TestPartner }

/** Test time runs with the machine's clock: a release asks it at every step. */
const now = () => new Date()
const farAhead = new Date(Date.now() + 30 * 86_400_000)

/** A partner with one intake, published letters of every kind and `seats` seats for anybody in each programme. */
export async function aPartner(seats = 2): Promise<TestPartner> {
  const partner = await aPartnerOf({ feePaise: null })
  await database()
    .insert(seatPools)
    .values(
      [partner.programmes.cse, partner.programmes.ece].map((programmeId) => ({
        partnerId: partner.id,
        intakeId: partner.intakeId,
        programmeId,
        category: 'any' as const,
        capacity: seats,
      })),
    )
  const text = (subject: string) => ({
    subject,
    body: 'Dear {{applicant_name}},\n\n{{programme}} {{respond_by}}',
    signatory: 'Dr. Rao',
    designation: 'Registrar',
  })
  await database()
    .insert(letterTemplates)
    .values(
      decisionKinds.map((kind) => ({
        partnerId: partner.id,
        kind,
        version: 1,
        state: 'published' as const,
        content: { en: text(`Letter: ${kind}`), hi: text(`पत्र: ${kind}`) },
        publishedAt: now(),
      })),
    )
  return partner
}

/** Sets what a pool holds, as a test needs it. */
export const setCapacity = (
  partner: TestPartner,
  programmeId: string,
  category: SeatCategory,
  capacity: number,
) =>
  database()
    .insert(seatPools)
    .values({ partnerId: partner.id, intakeId: partner.intakeId, programmeId, category, capacity })
    .onConflictDoUpdate({
      target: [seatPools.partnerId, seatPools.intakeId, seatPools.programmeId, seatPools.category],
      set: { capacity },
    })

/** Somebody of the partner's staff, acting now. The caller names the permission they claim. */
export async function aStaffMember<Actor extends Staff>(
  partner: TestPartner,
  role: StaffRole,
): Promise<Ctx<Actor>> {
  const accountId = await anAccount(partner, 'staff', 'Anil Kumar')
  await database().insert(staff).values({ partnerId: partner.id, accountId, role })
  return acting((await staffActor(partner.id, accountId)) as Actor, now())
}

/** The two people every decision needs, and the one who releases. */
export async function theOffice(partner: TestPartner) {
  return {
    proposer: await aStaffMember<Staff<'decisions.propose'>>(partner, 'admissions_officer'),
    confirmer: await aStaffMember<Staff<'decisions.confirm'>>(partner, 'admissions_officer'),
    releaser: await aStaffMember<Staff<'decisions.release'>>(partner, 'admin'),
  }
}
export type Office = Awaited<ReturnType<typeof theOffice>>

export type TestApplicant = { applicationId: string; number: string; ctx: Ctx<Applicant> }

/** An applicant whose application is in review, asking for CSE. */
export async function anApplicantInReview(
  partner: TestPartner,
  given: { name?: string; category?: string; state?: (typeof applications.$inferSelect)['state'] } = {},
): Promise<TestApplicant> {
  const accountId = await anAccount(partner, 'applicant', given.name ?? 'Asha Verma')
  await database()
    .insert(applicants)
    .values({ partnerId: partner.id, accountId, mobile: '+919810000001', dateOfBirth: '2008-02-11' })
  const applicationId = uuidv7()
  const number = applicationNumber(27, randomBytes(8))
  await database()
    .insert(applications)
    .values({
      partnerId: partner.id,
      id: applicationId,
      number,
      intakeId: partner.intakeId,
      applicantId: accountId,
      state: given.state ?? 'in_review',
      submittedAt: now(),
      reviewStartedAt: now(),
    })
  await database()
    .insert(applicationPages)
    .values({
      partnerId: partner.id,
      applicationId,
      page: 'personal',
      answers: { category: given.category ?? 'general' },
      savedAt: now(),
    })
  await database()
    .insert(preferences)
    .values({ partnerId: partner.id, applicationId, position: 1, programmeId: partner.programmes.cse })
  return { applicationId, number, ctx: acting(await applicantActor(partner.id, accountId), now()) }
}

async function anAccount(
  partner: TestPartner,
  kind: 'applicant' | 'staff',
  fullName: string,
): Promise<string> {
  const id = uuidv7()
  await database()
    .insert(accounts)
    .values({
      partnerId: partner.id,
      id,
      kind,
      email: `${id}@sandbox.test`,
      fullName,
      passwordHash: 'none',
      emailVerifiedAt: now(),
    })
  return id
}

/** One person proposes, another confirms. */
export async function decided(
  office: Office,
  who: TestApplicant,
  {
    kind = 'admit',
    programmeId,
    category = null,
  }: { kind?: DecisionKind; programmeId?: string; category?: SeatCategory | null },
): Promise<string> {
  const proposed = await proposeDecision(office.proposer, {
    number: who.number,
    kind,
    programmeId: programmeId ?? null,
    category,
    reason: 'Good marks',
    waitlistRank: undefined,
  })
  if (!proposed.ok) throw new Error(proposed.refusal.code)
  const confirmed = await confirmDecision(office.confirmer, { number: who.number })
  if (!confirmed.ok) throw new Error(confirmed.refusal.code)
  return proposed.value.decisionId
}

/** A release of every kind, planned by the releaser; not yet run dry. */
export async function aPlannedRelease(
  office: Office,
  partner: TestPartner,
  given: {
    firstBatchSize?: number
    holdMinutes?: number
    respondBy?: Date
    programmeId?: string | null
    kinds?: DecisionKind[]
  } = {},
): Promise<string> {
  const made = await createRelease(office.releaser, {
    name: 'Round one',
    intakeId: partner.intakeId,
    programmeId: given.programmeId ?? null,
    kinds: given.kinds ?? [...decisionKinds],
    firstBatchSize: given.firstBatchSize ?? 1,
    holdMinutes: given.holdMinutes ?? 10,
    respondBy: given.respondBy ?? farAhead,
  })
  if (!made.ok) throw new Error(made.refusal.code)
  return made.value.releaseId
}

/** Planned, run dry and approved by a second person. */
export async function anApprovedRelease(
  office: Office,
  partner: TestPartner,
  given: Parameters<typeof aPlannedRelease>[2] = {},
): Promise<string> {
  const releaseId = await aPlannedRelease(office, partner, given)
  const dry = await dryRunRelease(office.releaser, { releaseId })
  if (!dry.ok) throw new Error(dry.refusal.code)
  const approved = await approveRelease(office.confirmer, { releaseId, fingerprint: dry.value.fingerprint })
  if (!approved.ok) throw new Error(approved.refusal.code)
  return releaseId
}

export const portal = (partner: TestPartner, at = now()): Ctx<System> => ({
  actor: { kind: 'system', partnerId: partner.id },
  now: at,
  source: 'job',
  requestId: 'test',
})

/** What the worker does with one release, now or at `at`. */
export async function worker(partner: TestPartner, releaseId: string, at = now()): Promise<void> {
  await carryOutRelease(portal(partner, at), await releaseOf(partner, releaseId))
}

/** Approved, started, and carried to its end: everybody on the list is released. */
export async function releasedAtOnce(
  office: Office,
  partner: TestPartner,
  given: Parameters<typeof aPlannedRelease>[2] = {},
): Promise<string> {
  const releaseId = await anApprovedRelease(office, partner, { holdMinutes: 0, ...given })
  const started = await startRelease(office.releaser, { releaseId })
  if (!started.ok) throw new Error(started.refusal.code)
  await worker(partner, releaseId)
  return releaseId
}

export async function releaseOf(partner: TestPartner, releaseId: string) {
  const [row] = await database()
    .select()
    .from(releases)
    .where(and(eq(releases.partnerId, partner.id), eq(releases.id, releaseId)))
  if (!row) throw new Error('no such release')
  return row
}

export const itemsOf = (releaseId: string) =>
  database()
    .select()
    .from(releaseItems)
    .where(eq(releaseItems.releaseId, releaseId))
    .orderBy(asc(releaseItems.position))

export async function applicationOf({ applicationId }: TestApplicant) {
  const [row] = await database().select().from(applications).where(eq(applications.id, applicationId))
  if (!row) throw new Error('no such application')
  return row
}

export const decisionsOf = ({ applicationId }: TestApplicant) =>
  database()
    .select()
    .from(decisions)
    .where(eq(decisions.applicationId, applicationId))
    .orderBy(asc(decisions.proposedAt), asc(decisions.id))

export const lettersOf = ({ applicationId }: TestApplicant) =>
  database().select().from(letters).where(eq(letters.applicationId, applicationId)).orderBy(asc(letters.id))

export async function offerOf({ applicationId }: TestApplicant) {
  const [row] = await database()
    .select()
    .from(offers)
    .where(and(eq(offers.applicationId, applicationId), ne(offers.state, 'withdrawn')))
  return row ?? null
}

export async function poolOf(partner: TestPartner, programmeId: string, category: SeatCategory = 'any') {
  const [row] = await database()
    .select()
    .from(seatPools)
    .where(
      and(
        eq(seatPools.partnerId, partner.id),
        eq(seatPools.programmeId, programmeId),
        eq(seatPools.category, category),
      ),
    )
  if (!row) throw new Error('no such pool')
  return row
}

export const eventsOf = async ({ applicationId }: TestApplicant): Promise<string[]> =>
  (
    await database()
      .select({ name: events.name })
      .from(events)
      .where(eq(events.applicationId, applicationId))
      .orderBy(asc(events.createdAt), asc(events.id))
  ).map(({ name }) => name)

export const officeEvents = async (partner: TestPartner): Promise<string[]> =>
  (
    await database()
      .select({ name: events.name })
      .from(events)
      .where(and(eq(events.partnerId, partner.id), isNull(events.applicationId)))
      .orderBy(asc(events.createdAt), asc(events.id))
  ).map(({ name }) => name)

export const mailOf = async ({ applicationId }: TestApplicant): Promise<string[]> =>
  (
    await database()
      .select({ template: messages.template })
      .from(messages)
      .where(eq(messages.applicationId, applicationId))
      .orderBy(asc(messages.id))
  ).map(({ template }) => template)
