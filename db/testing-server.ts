import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes } from 'node:crypto'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { bringUpToDate } from '@/lib/processes/migrate'
import { startPostgres } from '@/lib/platform/scripts/postgres.mjs'
import { databaseAt } from './testing-address'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the server's maintenance database; its user may create databases. */
    testServerUrl: string
    /** A migrated, empty database that every test file clones. */
    testTemplate: string
  }
}

/**
 * Once per run of the database tests: a server (TEST_DATABASE_URL, DATABASE_URL, else a throw-away embedded one) with a
 * migrated template. Returns what removes both.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL
  const server = given ? { adminUrl: given, end: async () => {} } : await throwAwayServer()
  const template = `pravesh_test_${randomBytes(6).toString('hex')}`
  const admin = postgres(server.adminUrl, { max: 1, onnotice: () => {} })

  const teardown = async () => {
    // Clones carry the template's name in front, so an interrupted test file leaves nothing behind either.
    const clones = await admin<
      { name: string }[]
    >`select datname as name from pg_database where starts_with(datname, ${template})`
    for (const { name } of given ? clones : [])
      await admin`drop database if exists ${admin(name)} with (force)`
    await admin.end()
    await server.end()
  }
  try {
    await admin`create database ${admin(template)}`
    await bringUpToDate(databaseAt(server.adminUrl, template))
  } catch (error) {
    await teardown()
    throw error
  }
  project.provide('testServerUrl', server.adminUrl)
  project.provide('testTemplate', template)
  return teardown
}

async function throwAwayServer() {
  const folder = mkdtempSync(join(tmpdir(), 'pravesh-db-'))
  const server = await startPostgres({ dataDir: folder, fsync: false })
  const end = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  return { adminUrl: server.adminUrl, end }
}
