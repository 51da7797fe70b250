import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, inject } from 'vitest'
import { type Db, closeDatabase, configureDatabase, database } from './client'
import { databaseAt } from './testing-address'

export type FreshDatabase = {
  url: string
  /** The application's own drizzle handle, connected to this database. */
  db: Db
  /** Raw SQL of the test, apart from the application's connections. */
  sql: postgres.Sql
  close: () => Promise<void>
}

/**
 * A new, migrated, empty database (about 70 ms), which the application's `database()` now uses in this test file.
 * `close` removes it.
 */
export async function freshDatabase(): Promise<FreshDatabase> {
  const server = inject('testServerUrl')
  const template = inject('testTemplate')
  const name = `${template}_${randomBytes(4).toString('hex')}`
  await onServer(server, async (admin) => {
    await admin`create database ${admin(name)} template ${admin(template)}`
  })

  const url = databaseAt(server, name)
  settingsOfTests(url)
  await closeDatabase()
  configureDatabase(() => ({ url, poolSize: 10, prepare: true }))
  const sql = postgres(url, { max: 10, onnotice: () => {} })

  const close = async () => {
    await rm(filesOf(url), { recursive: true, force: true })
    await closeDatabase()
    await sql.end({ timeout: 5 })
    await onServer(server, async (admin) => {
      await admin`drop database if exists ${admin(name)} with (force)`
    })
  }
  return { url, db: database(), sql, close }
}

/**
 * Gives every test of this file one fresh database: `const fresh = useFreshDatabase()`, then `fresh().sql` inside a test.
 * Call it at the top of the file.
 */
export function useFreshDatabase(): () => FreshDatabase {
  let current: FreshDatabase | null = null
  beforeAll(async () => {
    current = await freshDatabase()
  })
  afterAll(() => current?.close())
  return () => {
    if (!current) throw new Error('The database is there only inside a test')
    return current
  }
}

/** What lib/platform/env.ts asks for; the keys are worthless. */
function settingsOfTests(url: string) {
  Object.assign(process.env, {
    DATABASE_URL: url,
    APP_URL: 'http://localhost:3000',
    AUTH_SECRET: 'a secret that only tests know, 32+',
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    SANDBOX: '1',
    FILES_DIR: filesOf(url),
    SANDBOX_URL: 'http://127.0.0.1:3000/sandbox',
    LOG_LEVEL: 'silent',
  })
}

/** The files of this database's rows: a folder of its own, removed with it. */
const filesOf = (url: string) => join(tmpdir(), `pravesh-files-${new URL(url).pathname.slice(1)}`)

async function onServer(url: string, work: (admin: postgres.Sql) => Promise<void>) {
  const admin = postgres(url, { max: 1, onnotice: () => {} })
  await work(admin).finally(() => admin.end())
}
