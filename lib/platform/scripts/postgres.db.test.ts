import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPostgres } from './postgres.mjs'

let dataDir: string
let server: Awaited<ReturnType<typeof startPostgres>>

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'pravesh-launcher-'))
  server = await startPostgres({ dataDir })
})
afterEach(async () => {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function onDatabase<T>(work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  return work(sql).finally(() => sql.end())
}

test('what was acknowledged is still there after the server was killed', async () => {
  await onDatabase(async (sql) => {
    await sql`create table kept (word text)`
    await sql`insert into kept values ('पावती')`
  })
  process.kill(server.pid, 'SIGKILL')
  expect(await server.exited).toBe('SIGKILL')

  const { port } = server
  server = await startPostgres({ dataDir, port })
  expect(server.port).toBe(port)
  expect(await onDatabase((sql) => sql`select word from kept`)).toEqual([{ word: 'पावती' }])
})

test('a second start on a folder in use is refused in words, and harms nobody', async () => {
  await expect(startPostgres({ dataDir })).rejects.toThrow(`is in use by process ${process.pid}`)
  expect(await onDatabase((sql) => sql`select 1 as one`)).toEqual([{ one: 1 }])
})

test('nobody on this machine gets in without the password', async () => {
  const guess = postgres(server.url.replace(/:[0-9a-f]{48}@/, ':guess@'), { max: 1, onnotice: () => {} })
  await expect(guess`select 1`).rejects.toMatchObject({ code: '28P01' })
  await guess.end()
  expect(statSync(join(dataDir, 'postgres/password')).mode & 0o077).toBe(0)
})
