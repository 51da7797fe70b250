import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { connections, intakeProgrammes, intakes, partners, programmes } from '@/db/schema/partners'
import { authenticators } from '@/db/schema/staff'
import { sandboxRecords } from '@/db/schema/sandbox'
import { type SeedConnection, type SeedPartner, refundPolicy } from '@/db/seed/partners'
import { seedStaff } from '@/db/seed/people'
import { assessmentFirst, paymentFirst } from '@/lib/domain/journeys/definition'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { sealSettings } from '@/lib/features/partners/commands'
import { aboutSecret } from '@/lib/features/staff/commands/second-step'
import { newTotpSecret } from '@/lib/platform/auth/totp'
import { encrypt } from '@/lib/platform/secrets'
import { env } from '@/lib/platform/env'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { seedDecisions } from './seed-decisions'
import { seedLetters } from './seed-letters'
import { seedReview } from './seed-review'
import { seedRules } from './seed-rules'

/** What the stories need to hang applications on. */
export type SeededPartner = {
  id: string
  intakes: Map<string, typeof intakes.$inferSelect>
  programmes: Map<string, typeof programmes.$inferSelect>
  gateway: { connectionId: string; keyId: string }
  /** Where the attempts of the stories were sat: StudyHQ. */
  assessmentConnectionId: string
}

/** Writes one partner with staff, programmes, intakes and its connections. `now` is when the world begins. */
export async function seedPartner(
  tx: Tx,
  seed: SeedPartner,
  passwordHash: string,
  now: Date,
): Promise<SeededPartner> {
  const [partner] = await tx
    .insert(partners)
    .values({ ...seed, isSandbox: true })
    .returning()
  if (!partner) throw new Error('partner was not written')
  await seedStaffOf(tx, partner.id, seed.slug, passwordHash, now)
  const assessments = await seedAssessmentConnections(tx, partner.id, seed.assessments)
  const gateway = await seedPaymentConnection(tx, partner.id, seed)
  const writtenProgrammes = await tx
    .insert(programmes)
    .values(seed.programmes.map((programme) => ({ partnerId: partner.id, ...programme })))
    .returning()
  const byCode = new Map(writtenProgrammes.map((programme) => [programme.code, programme]))
  const written = new Map<string, typeof intakes.$inferSelect>()
  for (const {
    opensInDays,
    closesInDays,
    journey,
    programmes: offered,
    assessment = 'StudyHQ',
    ...intake
  } of seed.intakes) {
    const definition = journey === 'assessment_first' ? assessmentFirst : paymentFirst
    const [row] = await tx
      .insert(intakes)
      .values({
        partnerId: partner.id,
        ...intake,
        opensAt: secondsAfter(now, opensInDays * 86_400),
        closesAt: lastMinuteOfIndianDay(secondsAfter(now, closesInDays * 86_400)),
        journey: { id: definition.id, steps: [...definition.steps] },
        refundPolicy,
        assessmentConnectionId: idOf(assessments, assessment),
        paymentConnectionId: gateway.connectionId,
      })
      .returning()
    if (!row) throw new Error('intake was not written')
    written.set(row.code, row)
    await tx.insert(intakeProgrammes).values(
      offered.map((code, at) => ({
        partnerId: partner.id,
        intakeId: row.id,
        programmeId: idOf(byCode, code),
        position: at + 1,
      })),
    )
  }
  for (const { id } of written.values()) await seedReview(tx, partner.id, id)
  await seedRules(tx, partner.id, seed.slug, now)
  await seedLetters(tx, partner.id, now)
  await seedDecisions(tx, partner.id, now)
  return {
    id: partner.id,
    intakes: written,
    programmes: byCode,
    gateway,
    assessmentConnectionId: idOf(assessments, 'StudyHQ'),
  }
}

async function seedStaffOf(
  tx: Tx,
  partnerId: string,
  slug: string,
  passwordHash: string,
  now: Date,
): Promise<void> {
  for (const [key, { fullName, role }] of Object.entries(seedStaff)) {
    const accountId = uuidv7()
    await tx.insert(accounts).values({
      partnerId,
      id: accountId,
      kind: 'staff',
      email: `${key}@${slug}.test`,
      fullName,
      passwordHash,
      emailVerifiedAt: now,
    })
    await tx.insert(staff).values({ partnerId, accountId, role })
    await tx.insert(authenticators).values({
      partnerId,
      accountId,
      secret: encrypt(newTotpSecret(), aboutSecret(accountId)),
      confirmedAt: now,
      createdAt: now,
    })
  }
}

/** Connections to the simulators, by their label. */
async function seedAssessmentConnections(
  tx: Tx,
  partnerId: string,
  seeds: SeedConnection[],
): Promise<Map<string, { id: string }>> {
  const byLabel = new Map<string, { id: string }>()
  for (const { provider, label, settings } of seeds) {
    const id = uuidv7()
    const raw = { ...settings, baseUrl: `${env().SANDBOX_URL}/${provider}`, ...hostsOf(provider) }
    await tx.insert(connections).values({
      partnerId,
      id,
      kind: 'assessment',
      provider,
      label,
      ...sealSettings(id, 'assessment', provider, raw),
    })
    byLabel.set(label, { id })
  }
  return byLabel
}

/** Hosts that a simulator's links and reports lead to: those of every provider that keeps a list of its vendor's own. */
function hostsOf(provider: string): Record<string, string> {
  const ours = new URL(sandboxBase()).host
  const fields = findAssessmentProvider(provider)?.fields ?? []
  return Object.fromEntries(fields.flatMap(({ name, kind }) => (kind === 'hosts' ? [[name, ours]] : [])))
}

/** Razorpay's simulator with a key of the partner's own. */
async function seedPaymentConnection(
  tx: Tx,
  partnerId: string,
  seed: SeedPartner,
): Promise<SeededPartner['gateway']> {
  const id = uuidv7()
  const merchant = {
    keyId: seed.gatewayKey,
    keySecret: `${seed.slug}_key_secret`,
    webhookSecret: `${seed.slug}_webhook_secret`,
  }
  await tx.insert(connections).values({
    partnerId,
    id,
    kind: 'payment',
    provider: 'razorpay',
    label: 'Razorpay',
    ...sealSettings(id, 'payment', 'razorpay', { baseUrl: `${env().SANDBOX_URL}/razorpay`, ...merchant }),
  })
  // In the vendor's dashboard the college would enter this address; the simulator keeps it in its own memory.
  const url = `${sandboxBase()}/api/webhooks/razorpay?connection=${id}`
  await tx
    .insert(sandboxRecords)
    .values({ simulator: 'razorpay', kind: 'merchant', id: merchant.keyId, value: { ...merchant, url } })
  return { connectionId: id, keyId: merchant.keyId }
}

const sandboxBase = () => new URL(env().SANDBOX_URL ?? env().APP_URL).origin

/** A closing date means the end of that day in India. */
function lastMinuteOfIndianDay(at: Date): Date {
  const day = new Date(at.getTime() + 330 * 60_000).toISOString().slice(0, 10)
  return new Date(`${day}T23:59:59+05:30`)
}

export function idOf(rows: Map<string, { id: string }>, code: string): string {
  const row = rows.get(code)
  if (!row) throw new Error(`the demo world has no ${code}`)
  return row.id
}
