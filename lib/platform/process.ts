import { configureDatabase } from '@/db/client'
import { env } from './env'
import { log } from './log'

/** First thing every process does: reads and checks its settings, points the database client and the log at them. */
export function configureProcess(): void {
  const settings = env()
  log.level = settings.LOG_LEVEL
  configureDatabase(() => ({
    url: settings.DATABASE_URL,
    poolSize: settings.DATABASE_POOL_SIZE,
    prepare: settings.DATABASE_PREPARE,
  }))
}
