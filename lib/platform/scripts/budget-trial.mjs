import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { bundle } from './build.mjs'
import { root, say } from './command.mjs'
import { startPostgres } from './postgres.mjs'
import { startNode } from './processes.mjs'

const processes = 4

/**
 * Real processes against a real provider: four callers share one budget through PostgreSQL and call as often as it lets them;
 * the provider serves `calls` in any `windowSeconds`, counted by the microsecond, and answers 429 beyond. One caller is killed
 * while its calls are on their way.
 * @param {{ calls: number, windowSeconds: number, seconds: number, timeoutMs: number }} options
 * @returns {Promise<{ served: number, rejected: number, share: number, perWindow: number[], byClass: Record<string, number>, onTheirWayAtKill: number }>}
 *   `share`: served in whole windows, as a part of what the provider would have served
 */
export async function tryBudget({ calls, windowSeconds, seconds, timeoutMs }) {
  const undo = []
  try {
    const bundleDir = `dist/budget-${process.pid}`
    undo.push(() => rmSync(join(root, bundleDir), { recursive: true, force: true }))
    const files = { caller: 'lib/platform/budget/testing-caller.ts', migrate: 'lib/processes/migrate.ts' }
    await bundle({ bundleDir, files })
    const database = await aDatabase(undo)
    const { bringUpToDate } = await import(pathToFileURL(join(root, bundleDir, 'migrate.mjs')).href)
    await bringUpToDate(database)
    const connection = await aConnection(database)
    const provider = await strictProvider({ calls, windowSeconds })
    undo.push(provider.stop)

    const settings = {
      DATABASE_URL: database,
      PROVIDER_URL: provider.url,
      CALLS: calls,
      WINDOW_SECONDS: windowSeconds,
    }
    const env = { ...process.env, ...connection, ...settings, TIMEOUT_MS: timeoutMs }
    const callers = Array.from({ length: processes }, (_, number) => {
      const caller = startNode([join(root, bundleDir, 'caller.mjs')], { env: { ...env, CALLER: number } })
      undo.push(caller.stop)
      return caller
    })
    const end = Date.now() + seconds * 1000
    await sleep((seconds * 1000) / 3)
    const onTheirWayAtKill = await killBusyCaller(callers, provider, end)
    await sleep(Math.max(0, end - Date.now()))
    return { ...provider.outcome(), onTheirWayAtKill }
  } finally {
    for (const step of undo.reverse()) await step()
  }
}

/** SIGKILLs the first caller that has several calls on their way; resolves how many they were. */
async function killBusyCaller(callers, provider, end) {
  while (Date.now() < end) {
    const busy = callers.findIndex((_, number) => provider.onTheirWay(number) >= 2)
    if (busy >= 0) {
      process.kill(callers[busy].pid, 'SIGKILL')
      return provider.onTheirWay(busy)
    }
    await sleep(2)
  }
  return 0
}

/** Answers after 20 to 400 ms; the 301st call in any window is a 429. */
async function strictProvider({ calls, windowSeconds }) {
  const served = []
  const onTheirWay = new Map()
  const byClass = {}
  let rejected = 0
  const server = createServer(async (request, response) => {
    const now = performance.now()
    const oldest = served.at(-calls)
    const isServed = oldest === undefined || now - oldest >= windowSeconds * 1000
    if (isServed) served.push(now)
    else rejected += 1
    const { 'x-caller': caller, 'x-class': callClass } = request.headers
    byClass[callClass] = (byClass[callClass] ?? 0) + 1
    const count = (by) => onTheirWay.set(caller, (onTheirWay.get(caller) ?? 0) + by)
    count(1)
    await sleep(20 + Math.random() * 380)
    count(-1)
    response.writeHead(isServed ? 200 : 429, isServed ? {} : { 'retry-after': '1' }).end('{}')
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const outcome = () => {
    const first = served[0] ?? 0
    const perWindow = []
    for (const at of served) {
      const window = Math.floor((at - first) / (windowSeconds * 1000))
      perWindow[window] = (perWindow[window] ?? 0) + 1
    }
    const whole = Math.floor((performance.now() - first) / (windowSeconds * 1000))
    const inWhole = perWindow.slice(0, whole).reduce((sum, window) => sum + (window ?? 0), 0)
    return { served: served.length, rejected, share: inWhole / (whole * calls), perWindow, byClass }
  }
  const stop = () =>
    new Promise((done) => {
      server.close(done)
      server.closeAllConnections()
    })
  const url = `http://127.0.0.1:${server.address().port}/`
  return { url, outcome, onTheirWay: (number) => onTheirWay.get(String(number)) ?? 0, stop }
}

/** An empty database: on the server that the environment names, else on a throw-away one. */
async function aDatabase(undo) {
  const given = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL
  if (!given) {
    const dataDir = mkdtempSync(join(tmpdir(), 'pravesh-budget-'))
    undo.push(() => rmSync(dataDir, { recursive: true, force: true }))
    const server = await startPostgres({ dataDir, fsync: false })
    undo.push(server.stop)
    return server.url
  }
  const name = `pravesh_budget_${process.pid}`
  await onDatabase(given, (sql) => sql.unsafe(`create database ${name}`))
  undo.push(() => onDatabase(given, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`)))
  const url = new URL(given)
  url.pathname = `/${name}`
  return url.href
}

/** A partner and the connection that the budget hangs on. */
async function aConnection(database) {
  const [PARTNER_ID, CONNECTION_ID] = [crypto.randomUUID(), crypto.randomUUID()]
  await onDatabase(database, async (sql) => {
    await sql`
      insert into partners (id, slug, name, tagline, brand, hosts, support_email, grievance_officer)
      values (${PARTNER_ID}, 'trial', '{}', '{}', '#1f4fa3', '{trial.localhost}', 'help@trial.test', 'Registrar')`
    await sql`
      insert into connections (partner_id, id, kind, provider, label, settings, secrets)
      values (${PARTNER_ID}, ${CONNECTION_ID}, 'assessment', 'studyhq', 'Trial', '{}', '')`
  })
  return { PARTNER_ID, CONNECTION_ID }
}

async function onDatabase(url, work) {
  const { default: postgres } = await import('postgres')
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  await work(sql).finally(() => sql.end())
}

/**
 * The check of every `npm test`: a small window, so that three of them pass in less than a minute.
 * @returns {Promise<{ name: string, passed: number, failed: number }>}
 */
export async function budgetCheck() {
  const name = 'budget'
  say(`\n── ${name} ${'─'.repeat(60 - name.length)}\n`)
  const outcome = await tryBudget({ calls: 60, windowSeconds: 12, seconds: 45, timeoutMs: 2_000 })
  const findings = judge(outcome, 0.85)
  for (const { sentence, holds } of findings) say(`${holds ? '✓' : '✗'} ${sentence}`)
  const failed = findings.filter(({ holds }) => !holds).length
  say(`${name}: ${findings.length - failed} passed, ${failed} failed`)
  return { name, passed: findings.length - failed, failed }
}

/** What must hold of an outcome; `least` is the share of the provider's ceiling that has to be used. */
export function judge({ served, rejected, share, onTheirWayAtKill }, least) {
  return [
    {
      sentence: `${served} calls, ${rejected} of them refused with 429`,
      holds: rejected === 0 && served > 0,
    },
    {
      sentence: `one of ${processes} processes was killed with ${onTheirWayAtKill} calls on their way`,
      holds: onTheirWayAtKill > 0,
    },
    {
      sentence: `${(share * 100).toFixed(1)} % of what the provider serves was used (at least ${least * 100} %)`,
      holds: share >= least,
    },
  ]
}
