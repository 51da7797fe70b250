import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Tx, database } from '@/db/client'
import { partners } from '@/db/schema/partners'
import { sandboxSettings } from '@/db/schema/sandbox'
import { seedPartners } from '@/db/seed/partners'
import { type SeedPerson, demoPassword, seedPeople } from '@/db/seed/people'
import { hashPassword } from '@/lib/platform/auth/password'
import { pointConnections } from './point-connections'
import { seedAdministration } from './seed-administration'
import { type SeededPartner, seedPartner } from './seed-partner'
import { seedReviewUnderWay } from './seed-reviews-under-way'
import { seedStory } from './seed-story'

/** Writes the demo world when no partner exists yet; a world that is there learns where things are now. */
export async function seedWhenEmpty(): Promise<void> {
  const hash = await demoHash()
  await database().transaction(async (tx) => {
    const [existing] = await tx.select({ id: partners.id }).from(partners).limit(1)
    if (existing) await pointConnections(tx)
    else await writeWorld(tx, hash)
  })
}

/** Empties every table of the portal and the simulators and begins the demo world afresh, in one transaction. */
export async function resetWorld(): Promise<void> {
  const hash = await demoHash()
  await database().transaction(async (tx) => {
    await emptyWorld(tx)
    await writeWorld(tx, hash)
  })
}

async function emptyWorld(tx: Tx): Promise<void> {
  const tables = await tx.execute<{ name: string }>(
    sql`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'sandbox')`,
  )
  await tx.execute(sql.raw(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`))
}

async function writeWorld(tx: Tx, passwordHash: string): Promise<void> {
  const now = new Date()
  await tx.insert(sandboxSettings).values({ id: 1, worldId: uuidv7() })
  const made = new Map<string, SeededPartner>()
  for (const seed of seedPartners) made.set(seed.slug, await seedPartner(tx, seed, passwordHash, now))
  for (const [key, person] of Object.entries<SeedPerson>(seedPeople)) {
    const partner = made.get(person.partner)
    if (partner) await seedStory(tx, partner, key, person, passwordHash, now)
  }
  for (const [slug, { id }] of made) await seedAdministration(tx, { id, slug }, passwordHash, now)
  for (const [key, person] of Object.entries<SeedPerson>(seedPeople)) {
    const partner = made.get(person.partner)
    if (partner && person.review) await seedReviewUnderWay(tx, partner, key, person.review, now)
  }
  await pointConnections(tx)
}

async function demoHash(): Promise<string> {
  const hashed = await hashPassword(demoPassword)
  if (!hashed.ok) throw new Error('too much is being hashed just now')
  return hashed.value
}
