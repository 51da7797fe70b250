import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { closeDatabase, database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { connections, partners } from '@/db/schema/partners'
import { sealSettings } from '@/lib/features/partners/commands'
import { presetSettings } from '@/lib/features/partners/commands/preset-connection'
import { hashPassword } from '@/lib/platform/auth/password'
import { env, firstPartnerSettings } from '@/lib/platform/env'
import { configureProcess } from '@/lib/platform/process'
import { bringUpToDate } from './migrate'

/** Connections that the environment may describe, each made when the setting it cannot do without is there. */
const presetConnections = [
  { kind: 'assessment', provider: 'studyhq', label: 'StudyHQ', needs: 'tokenId' },
  { kind: 'assessment', provider: 'imocha', label: 'iMocha', needs: 'apiKey' },
  { kind: 'assessment', provider: 'test-partnership', label: 'Test Partnership', needs: 'username' },
  { kind: 'payment', provider: 'razorpay', label: 'Razorpay', needs: 'keyId' },
] as const

// A real deployment: migrates DATABASE_URL and makes the first partner and its administrator from the environment. Safe to repeat.
configureProcess()
await bringUpToDate(env().DATABASE_URL)
const wanted = firstPartnerSettings()
const hashed = await hashPassword(wanted.ADMIN_PASSWORD)
if (!hashed.ok) throw new Error('the password could not be hashed')

await database().transaction(async (tx) => {
  const [existing] = await tx
    .select({ id: partners.id })
    .from(partners)
    .where(eq(partners.slug, wanted.PARTNER_SLUG))
  if (existing) {
    console.log(`${wanted.PARTNER_SLUG} exists already; the database is up to date.`)
    return
  }
  const partnerId = uuidv7()
  const text = { en: wanted.PARTNER_NAME, hi: wanted.PARTNER_NAME }
  await tx.insert(partners).values({
    id: partnerId,
    slug: wanted.PARTNER_SLUG,
    name: text,
    tagline: { en: '', hi: '' },
    brand: wanted.PARTNER_BRAND,
    hosts: [wanted.PARTNER_HOST.toLowerCase()],
    isDefault: true,
    supportEmail: wanted.PARTNER_SUPPORT_EMAIL,
    grievanceOfficer: wanted.ADMIN_NAME,
  })
  const accountId = uuidv7()
  await tx.insert(accounts).values({
    partnerId,
    id: accountId,
    kind: 'staff',
    email: wanted.ADMIN_EMAIL,
    fullName: wanted.ADMIN_NAME,
    passwordHash: hashed.value,
    emailVerifiedAt: new Date(),
  })
  await tx.insert(staff).values({ partnerId, accountId, role: 'admin' })
  for (const { kind, provider, label, needs } of presetConnections) {
    const preset = presetSettings(provider)
    if (!preset[needs]) continue
    const id = uuidv7()
    await tx
      .insert(connections)
      .values({ partnerId, id, kind, provider, label, ...sealSettings(id, kind, provider, preset) })
    if (kind === 'payment')
      console.log(
        `Enter this webhook address at ${label}: ${env().APP_URL}/api/webhooks/${provider}?connection=${id}`,
      )
  }
  console.log(
    `${wanted.PARTNER_NAME} is ready; ${wanted.ADMIN_EMAIL} may sign in at ${env().APP_URL}/sign-in`,
  )
})
await closeDatabase()
