import 'server-only'
import { type PostgresJsDatabase, drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as accounts from './schema/accounts'
import * as alerts from './schema/alerts'
import * as applications from './schema/applications'
import * as assessments from './schema/assessments'
import * as bulk from './schema/bulk'
import * as connections from './schema/connections'
import * as duplicates from './schema/duplicates'
import * as decisions from './schema/decisions'
import * as events from './schema/events'
import * as fees from './schema/fees'
import * as lists from './schema/lists'
import * as messages from './schema/messages'
import * as outreach from './schema/outreach'
import * as partners from './schema/partners'
import * as payments from './schema/payments'
import * as reviews from './schema/reviews'
import * as sandbox from './schema/sandbox'
import * as settlements from './schema/settlements'
import * as staff from './schema/staff'
import * as transfer from './schema/transfer'
import * as views from './schema/views'
import * as versions from './schema/versions'

const schema = {
  ...versions,
  ...duplicates,
  ...partners,
  ...accounts,
  ...alerts,
  ...applications,
  ...fees,
  ...payments,
  ...settlements,
  ...assessments,
  ...decisions,
  ...connections,
  ...messages,
  ...outreach,
  ...lists,
  ...events,
  ...reviews,
  ...sandbox,
  ...bulk,
  ...transfer,
  ...staff,
  ...views,
}

export type Db = PostgresJsDatabase<typeof schema>
export type Tx = Parameters<Parameters<Db['transaction']>[0]>[0]

export type DatabaseSettings = { url: string; poolSize: number; prepare: boolean }

type Pools = { db: Db; pool: postgres.Sql; sql: postgres.Sql }
// One pool per process, also across Next's separately bundled entry points and hot reloads.
const kept = globalThis as typeof globalThis & {
  praveshPools?: Pools
  praveshDatabase?: () => DatabaseSettings
}

/** Says where the database is; asked once, when the first query needs it. */
export function configureDatabase(settings: () => DatabaseSettings): void {
  kept.praveshDatabase = settings
}

function pools(): Pools {
  if (kept.praveshPools) return kept.praveshPools
  if (!kept.praveshDatabase) throw new Error('configureDatabase() was not called in this process')
  const { url, poolSize, prepare } = kept.praveshDatabase()
  const options = { prepare, onnotice: () => {}, connect_timeout: 10, idle_timeout: 60 }
  // drizzle changes its client's serializers, so raw SQL, LISTEN and jobs get a client of their own.
  const pool = prepare
    ? named(
        postgres(url, { ...options, max: poolSize, connection: { plan_cache_mode: 'force_custom_plan' } }),
      )
    : postgres(url, { ...options, max: poolSize })
  kept.praveshPools = { pool, db: drizzle(pool, { schema }), sql: postgres(url, { ...options, max: 3 }) }
  return kept.praveshPools
}

/**
 * drizzle sends its queries unnamed, and for each the driver first asks which types its values have: a round trip more. Named
 * ones are asked once per connection. Each is still planned for its own values (`force_custom_plan`): what few rows fit and
 * what a million fit are the same text.
 */
function named(pool: postgres.Sql): postgres.Sql {
  const { unsafe } = pool
  return Object.assign(pool, {
    unsafe: (...[query, values, options]: Parameters<typeof unsafe>) =>
      unsafe(query, values, { prepare: true, ...options }),
  })
}

/** The portal's database through drizzle. */
export const database = (): Db => pools().db

/** Raw SQL beside drizzle: health checks, jobs, LISTEN. */
export const rawSql = (): postgres.Sql => pools().sql

/** Ends every connection of this process, letting running queries finish for up to 5 seconds. */
export async function closeDatabase(): Promise<void> {
  const open = kept.praveshPools
  kept.praveshPools = undefined
  if (open) await Promise.all([open.pool.end({ timeout: 5 }), open.sql.end({ timeout: 5 })])
}
