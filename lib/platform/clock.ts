import { cache } from 'react'
import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { sandboxSettings } from '@/db/schema/sandbox'
import { env } from './env'

/** The portal's present. In a sandbox the clock can be moved ahead; everywhere else it is the machine's. */
export async function currentTime(): Promise<Date> {
  if (!env().SANDBOX) return new Date()
  return new Date(Date.now() + (await sandboxOffsetSeconds()) * 1000)
}

/** Asked once for a page that is drawn; anew by every command and job. */
const sandboxOffsetSeconds = cache(async (): Promise<number> => {
  const [settings] = await database()
    .select({ offset: sandboxSettings.clockOffsetSeconds })
    .from(sandboxSettings)
    .where(eq(sandboxSettings.id, 1))
  return settings?.offset ?? 0
})
