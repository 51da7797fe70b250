import { and, eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { accounts, applicants } from '@/db/schema/accounts'
import { intakes } from '@/db/schema/partners'
import { seedPeople } from '@/db/seed/people'
import { findDuplicatesIn } from '@/lib/features/applicants/commands/find-duplicates'
import { keepRowAsVersion } from '@/lib/features/partners/commands/intake-rows'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { secondsAfter } from '@/lib/domain/shared/india-time'

/** People of the demo world who have registered a second time, without beginning an application there. */
const again = [
  { of: 'asha', fullName: 'आशा वर्मा', email: 'asha.verma@sandbox.test', isSameMobile: true },
  { of: 'rohan', fullName: 'Rohan Das', email: 'rohan+2@sandbox.test', isSameMobile: false },
] as const

/**
 * Gives every intake of a seeded partner its published version 1, on which everybody who has begun stands, and registers
 * two of its people twice, so that there are duplicates to settle. Runs when the stories are told.
 */
export async function seedAdministration(
  tx: Tx,
  { id: partnerId, slug }: { id: string; slug: string },
  passwordHash: string,
  now: Date,
): Promise<void> {
  const ctx: Ctx<System> = {
    actor: { kind: 'system', partnerId },
    now,
    source: 'seed',
    requestId: 'seed-administration',
  }
  for (const intake of await tx.select().from(intakes).where(eq(intakes.partnerId, partnerId)))
    await keepRowAsVersion(tx, ctx, intake)
  for (const [no, double] of again.entries()) {
    const person = seedPeople[double.of]
    if (person.partner !== slug) continue
    const accountId = uuidv7()
    const registeredAt = secondsAfter(now, -86_400)
    await tx.insert(accounts).values({
      partnerId,
      id: accountId,
      kind: 'applicant',
      email: double.email,
      fullName: double.fullName,
      passwordHash,
      emailVerifiedAt: registeredAt,
      createdAt: registeredAt,
    })
    await tx.insert(applicants).values({
      partnerId,
      accountId,
      mobile: double.isSameMobile ? person.mobile : `+91981000009${no}`,
      dateOfBirth: person.born,
    })
    const [first] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(and(eq(accounts.partnerId, partnerId), eq(accounts.email, `${double.of}@sandbox.test`)))
    if (first) await findDuplicatesIn(tx, ctx, { accountId: first.id })
    await findDuplicatesIn(tx, ctx, { accountId })
  }
}
