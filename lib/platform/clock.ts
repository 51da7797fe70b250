import { eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { sandboxSettings } from '@/db/schema/sandbox'
import { env } from './env'

/** The portal's present. In a sandbox the clock can be moved ahead; everywhere else it is the machine's. */
export async function currentTime(): Promise<Date> {
  if (!env().SANDBOX) return new Date()
  const [settings] = await database()
    .select({ offset: sandboxSettings.clockOffsetSeconds })
    .from(sandboxSettings)
    .where(eq(sandboxSettings.id, 1))
  return new Date(Date.now() + (settings?.offset ?? 0) * 1000)
}
