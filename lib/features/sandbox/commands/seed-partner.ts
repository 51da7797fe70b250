import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { connections, intakeProgrammes, intakes, partners, programmes } from '@/db/schema/partners'
import { sandboxRecords } from '@/db/schema/sandbox'
import { type SeedPartner, refundPolicy } from '@/db/seed/partners'
import { seedStaff } from '@/db/seed/people'
import { assessmentFirst, paymentFirst } from '@/lib/domain/journeys/definition'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { sealSettings } from '@/lib/features/partners/commands'
import { connectionPresets, env } from '@/lib/platform/env'

/** What the stories need to hang applications on. */
export type SeededPartner = {
  id: string
  intakes: Map<string, typeof intakes.$inferSelect>
  programmes: Map<string, typeof programmes.$inferSelect>
  gateway: { connectionId: string; keyId: string }
  assessmentConnectionId: string
}

/** Writes one partner with staff, programmes, intakes and its two connections. `now` is when the world begins. */
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
  const assessmentConnectionId = await seedAssessmentConnection(tx, partner.id, seed)
  const gateway = await seedPaymentConnection(tx, partner.id, seed)
  const writtenProgrammes = await tx
    .insert(programmes)
    .values(seed.programmes.map((programme) => ({ partnerId: partner.id, ...programme })))
    .returning()
  const byCode = new Map(writtenProgrammes.map((programme) => [programme.code, programme]))
  const written = new Map<string, typeof intakes.$inferSelect>()
  for (const { opensInDays, closesInDays, journey, programmes: offered, ...intake } of seed.intakes) {
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
        assessmentConnectionId,
        paymentConnectionId: gateway.connectionId,
      })
      .returning()
    if (!row) throw new Error('intake was not written')
    written.set(row.code, row)
    await tx
      .insert(intakeProgrammes)
      .values(
        offered.map((code, at) => ({
          partnerId: partner.id,
          intakeId: row.id,
          programmeId: idOf(byCode, code),
          position: at + 1,
        })),
      )
  }
  return { id: partner.id, intakes: written, programmes: byCode, gateway, assessmentConnectionId }
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
    await tx
      .insert(accounts)
      .values({
        partnerId,
        id: accountId,
        kind: 'staff',
        email: `${key}@${slug}.test`,
        fullName,
        passwordHash,
        emailVerifiedAt: now,
      })
    await tx.insert(staff).values({ partnerId, accountId, role })
  }
}

/** StudyHQ's simulator, or what the environment names in its place for the default partner. */
async function seedAssessmentConnection(tx: Tx, partnerId: string, seed: SeedPartner): Promise<string> {
  const given = seed.isDefault ? connectionPresets() : null
  const origin = sandboxOrigin()
  const id = uuidv7()
  const raw = {
    baseUrl: given?.STUDYHQ_BASE_URL ?? `${env().SANDBOX_URL}/studyhq`,
    tokenId: given?.STUDYHQ_TOKEN_ID ?? 'tok_sandbox',
    tokenSecret: given?.STUDYHQ_TOKEN_SECRET ?? 'secret_sandbox',
    projectId: given?.STUDYHQ_PROJECT_ID ?? 'L4ndb5PYxM',
    linkHosts:
      given?.STUDYHQ_LINK_HOSTS ?? (given?.STUDYHQ_BASE_URL ? new URL(given.STUDYHQ_BASE_URL).host : origin),
  }
  await tx
    .insert(connections)
    .values({
      partnerId,
      id,
      kind: 'assessment',
      provider: 'studyhq',
      label: 'StudyHQ',
      ...sealSettings(id, 'assessment', 'studyhq', raw),
    })
  return id
}

/** Razorpay's simulator with the partner's own key, or what the environment names for the default partner. */
async function seedPaymentConnection(
  tx: Tx,
  partnerId: string,
  seed: SeedPartner,
): Promise<SeededPartner['gateway']> {
  const given = seed.isDefault ? connectionPresets() : null
  const id = uuidv7()
  const raw = {
    baseUrl: given?.RAZORPAY_BASE_URL ?? `${env().SANDBOX_URL}/razorpay`,
    keyId: given?.RAZORPAY_KEY_ID ?? seed.gatewayKey,
    keySecret: given?.RAZORPAY_KEY_SECRET ?? `${seed.slug}_key_secret`,
    webhookSecret: given?.RAZORPAY_WEBHOOK_SECRET ?? `${seed.slug}_webhook_secret`,
  }
  await tx
    .insert(connections)
    .values({
      partnerId,
      id,
      kind: 'payment',
      provider: 'razorpay',
      label: 'Razorpay',
      ...sealSettings(id, 'payment', 'razorpay', raw),
    })
  // In the vendor's dashboard the college would enter this address; the simulator keeps it in its own memory.
  const url = `${sandboxBase()}/api/webhooks/razorpay?connection=${id}`
  await tx
    .insert(sandboxRecords)
    .values({
      simulator: 'razorpay',
      kind: 'merchant',
      id: raw.keyId,
      value: { keyId: raw.keyId, keySecret: raw.keySecret, webhookSecret: raw.webhookSecret, url },
    })
    .onConflictDoNothing()
  return { connectionId: id, keyId: raw.keyId }
}

const sandboxBase = () => new URL(env().SANDBOX_URL ?? env().APP_URL).origin
const sandboxOrigin = () => new URL(env().SANDBOX_URL ?? env().APP_URL).host

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
