import { eq } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { closeDatabase, database } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { connections, partners } from '@/db/schema/partners'
import { sealSettings } from '@/lib/features/partners/commands'
import { hashPassword } from '@/lib/platform/auth/password'
import { connectionPresets, env, firstPartnerSettings } from '@/lib/platform/env'
import { configureProcess } from '@/lib/platform/process'
import { bringUpToDate } from './migrate'

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
  const given = connectionPresets()
  if (given.STUDYHQ_TOKEN_ID) {
    const id = uuidv7()
    const raw = {
      baseUrl: given.STUDYHQ_BASE_URL,
      tokenId: given.STUDYHQ_TOKEN_ID,
      tokenSecret: given.STUDYHQ_TOKEN_SECRET,
      projectId: given.STUDYHQ_PROJECT_ID,
      linkHosts: given.STUDYHQ_LINK_HOSTS,
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
  }
  if (given.RAZORPAY_KEY_ID) {
    const id = uuidv7()
    const raw = {
      baseUrl: given.RAZORPAY_BASE_URL,
      keyId: given.RAZORPAY_KEY_ID,
      keySecret: given.RAZORPAY_KEY_SECRET,
      webhookSecret: given.RAZORPAY_WEBHOOK_SECRET,
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
    console.log(
      `Enter this webhook address at Razorpay: ${env().APP_URL}/api/webhooks/razorpay?connection=${id}`,
    )
  }
  console.log(
    `${wanted.PARTNER_NAME} is ready; ${wanted.ADMIN_EMAIL} may sign in at ${env().APP_URL}/sign-in`,
  )
})
await closeDatabase()
