import { randomBytes, randomUUID } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { database } from '@/db/client'
import { accounts, applicants, staff } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { coupons } from '@/db/schema/fees'
import { messages } from '@/db/schema/messages'
import { connections, intakes, partners } from '@/db/schema/partners'
import { paymentFacts, paymentOrders, payments, receipts, refunds } from '@/db/schema/payments'
import { paymentFirst } from '@/lib/domain/journeys/definition'
import { applicationNumber } from '@/lib/domain/shared/reference-number'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { sealSettings } from '@/lib/features/partners/commands'
import type { Permission, StaffRole } from '@/lib/domain/partners/permissions'
import type { Applicant, Staff, System } from '@/lib/platform/auth/actors'
import { applicantActor, staffActor } from '@/lib/platform/auth/testing'
import type { Ctx, Source } from '@/lib/platform/context'

/** For database tests: a partner whose one intake asks for ₹1,000 before the assessment, with a gateway at `gatewayUrl`. */
export async function aPartnerWithFee(
  gatewayUrl: string,
  keys: { keyId: string; keySecret: string; webhookSecret: string },
) {
  const db = database()
  const [partnerId, connectionId, intakeId] = [uuidv7(), uuidv7(), uuidv7()]
  const both = (text: string) => ({ en: text, hi: text })
  const slug = `college-${randomBytes(4).toString('hex')}`
  await db.insert(partners).values({
    id: partnerId,
    slug,
    name: both('Greenfield College'),
    tagline: both('Learn'),
    brand: '#1d4ed8',
    hosts: [`${slug}.localhost`],
    isSandbox: true,
    supportEmail: 'help@greenfield.test',
    grievanceOfficer: 'Meera Iyer',
  })
  await db.insert(connections).values({
    partnerId,
    id: connectionId,
    kind: 'payment',
    provider: 'razorpay',
    label: 'Razorpay',
    ...sealSettings(connectionId, 'payment', 'razorpay', { baseUrl: gatewayUrl, timeoutMs: 4_000, ...keys }),
  })
  await db.insert(intakes).values({
    partnerId,
    id: intakeId,
    code: 'UG-2027',
    name: both('Undergraduate 2027'),
    sessionYear: 27,
    opensAt: secondsAfter(new Date(), -86_400),
    closesAt: secondsAfter(new Date(), 30 * 86_400),
    journey: { id: paymentFirst.id, steps: [...paymentFirst.steps] },
    feePaise: 100_000,
    refundPolicy: both('The fee is not returned.'),
    paymentConnectionId: connectionId,
  })
  return { partnerId, connectionId, intakeId }
}

export type PartnerWithFee = Awaited<ReturnType<typeof aPartnerWithFee>>

/** An applicant who has submitted the form and now has to pay. */
export async function anApplicantWhoMustPay(partner: PartnerWithFee, name = 'Riya Sen') {
  const db = database()
  const { partnerId } = partner
  const [accountId, applicationId] = [uuidv7(), uuidv7()]
  const email = `${randomBytes(5).toString('hex')}@sandbox.test`
  const before = secondsAfter(new Date(), -3600)
  await db.insert(accounts).values({
    partnerId,
    id: accountId,
    kind: 'applicant',
    email,
    fullName: name,
    passwordHash: '-',
    emailVerifiedAt: before,
  })
  await db
    .insert(applicants)
    .values({ partnerId, accountId, mobile: '+919876543210', dateOfBirth: '2008-02-11' })
  const number = applicationNumber(27, randomBytes(6))
  await db.insert(applications).values({
    partnerId,
    id: applicationId,
    number,
    intakeId: partner.intakeId,
    applicantId: accountId,
    state: 'submitted',
    submittedAt: before,
  })
  const applicant = await applicantActor(partnerId, accountId)
  return { applicant, email, number, applicationId, partnerId }
}

export type MustPay = Awaited<ReturnType<typeof anApplicantWhoMustPay>>

export const applicantCtx = (actor: Applicant, now = new Date()): Ctx<Applicant> => ({
  actor,
  now,
  source: 'browser',
  requestId: randomUUID(),
})

export const systemCtx = (partnerId: string, source: Source = 'poll', now = new Date()): Ctx<System> => ({
  actor: { kind: 'system', partnerId },
  now,
  source,
  requestId: randomUUID(),
})

/** Everything kept about one application's fee: rows, events, letters. */
export async function keptOf({ partnerId, applicationId }: Pick<MustPay, 'partnerId' | 'applicationId'>) {
  const db = database()
  const [application] = await db
    .select()
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  const ofOrder = and(eq(paymentOrders.partnerId, partnerId), eq(paymentOrders.applicationId, applicationId))
  const orders = await db.select().from(paymentOrders).where(ofOrder).orderBy(paymentOrders.createdAt)
  const facts = await db
    .select({ fact: paymentFacts })
    .from(paymentFacts)
    .innerJoin(paymentOrders, eq(paymentOrders.id, paymentFacts.orderId))
    .where(ofOrder)
  const tries = await db
    .select({ payment: payments })
    .from(payments)
    .innerJoin(paymentOrders, eq(paymentOrders.id, payments.orderId))
    .where(ofOrder)
  return {
    application,
    orders,
    facts: facts.map(({ fact }) => fact),
    payments: tries.map(({ payment }) => payment),
    receipts: await db.select().from(receipts).where(eq(receipts.applicationId, applicationId)),
    refunds: await db.select().from(refunds).where(eq(refunds.applicationId, applicationId)),
    events: (
      await db.select().from(events).where(eq(events.applicationId, applicationId)).orderBy(events.id)
    ).map(({ name }) => name),
    letters: (
      await db.select().from(messages).where(eq(messages.applicationId, applicationId)).orderBy(messages.id)
    ).map(({ template }) => template),
  }
}

/** One of the partner's people with a role, signed in. `P` is claimed: what a role may do is judged where actions are declared. */
export async function aStaffMember<P extends Permission>(
  { partnerId }: Pick<PartnerWithFee, 'partnerId'>,
  role: StaffRole = 'finance',
): Promise<Ctx<Staff<P>>> {
  const accountId = uuidv7()
  await database()
    .insert(accounts)
    .values({
      partnerId,
      id: accountId,
      kind: 'staff',
      email: `${randomBytes(5).toString('hex')}@greenfield.test`,
      fullName: 'Meera Iyer',
      passwordHash: '-',
      emailVerifiedAt: new Date(),
    })
  await database().insert(staff).values({ partnerId, accountId, role })
  return {
    actor: await staffActor<P>(partnerId, accountId),
    now: new Date(),
    source: 'browser',
    requestId: randomUUID(),
  }
}

/** A coupon of the partner's intake, valid now. */
export async function aCoupon(
  { partnerId, intakeId }: Pick<PartnerWithFee, 'partnerId' | 'intakeId'>,
  more: Partial<typeof coupons.$inferInsert> = {},
): Promise<string> {
  const code = `C-${randomBytes(4).toString('hex').toUpperCase()}`
  await database()
    .insert(coupons)
    .values({
      partnerId,
      intakeId,
      code,
      percentOff: more.paiseOff ? null : 25,
      maxUses: 10,
      startsAt: secondsAfter(new Date(), -3600),
      endsAt: secondsAfter(new Date(), 3600),
      ...more,
    })
  return code
}
