import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { budgetCheck } from './budget-trial.mjs'
import { keepingTsconfig } from './build.mjs'
import { ensureChromium } from './chromium.mjs'
import { root, say } from './command.mjs'
import { runNode } from './processes.mjs'
import { withoutProxy } from './without-proxy.mjs'
import { createWorld } from './world.mjs'

const installed = (path) => join(root, 'node_modules', path)

/**
 * Every kind of check by name; each takes further words for its own tool (a file, `-g title`) and resolves
 * `{ name, passed, failed }`. A tool that fails without naming a failed test counts as one failure.
 */
export const checks = {
  types: (words) =>
    single('types', async () => {
      const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
      const generated = await keepingTsconfig(() =>
        runNode([installed('next/dist/bin/next'), 'typegen'], { env }),
      )
      return generated === 0 ? runNode([installed('typescript/bin/tsc'), '--noEmit', ...words]) : generated
    }),
  lint: (words) =>
    single('lint', () =>
      runNode([installed('eslint/bin/eslint.js'), '--max-warnings=0', ...(words.length ? words : ['.'])]),
    ),
  unused: (words) => single('unused', () => runNode([installed('knip/bin/knip.js'), ...words])),
  rules: (words) => vitest('rules', words),
  database: (words) => vitest('database', words),
  budget: budgetCheck,
  journeys,
  'without-proxy': withoutProxy,
  crashes: (words) => inOwnWorld('crashes', words),
  'other-studyhq': (words) => inOwnWorld('other-studyhq', words),
}

/** The plain last line: `N passed, N failed`. */
export function summary(outcomes) {
  const total = (key) => outcomes.reduce((sum, outcome) => sum + outcome[key], 0)
  return `${total('passed')} passed, ${total('failed')} failed`
}

async function single(name, work) {
  heading(name)
  const failed = (await work()) === 0 ? 0 : 1
  say(failed ? `${name}: failed` : `${name}: no complaint`)
  return { name, passed: 1 - failed, failed }
}

async function vitest(name, words) {
  heading(name)
  return inScratch(async (scratch) => {
    const file = join(scratch, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await runNode(
      [installed('vitest/vitest.mjs'), 'run', '--project', name, ...reporters, ...words],
      { env: testEnvironment() },
    )
    return outcomeOf(name, code, file, (report) => ({
      passed: report.numPassedTests,
      // A file that does not even load has no failed test, yet it is a failure.
      failed:
        report.numFailedTests +
        report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.length === 0).length,
    }))
  })
}

/** Browser journeys against a world of their own: temporary folder, free port, the code path of the demo. */
async function journeys(words) {
  heading('journeys')
  const chromium = await ensureChromium()
  return inScratch(async (scratch) => {
    const given = process.env.TEST_DATABASE_URL || process.env.DATABASE_URL
    const borrowed = given ? await borrowDatabase(given) : null
    const world = createWorld({
      dataDir: join(scratch, 'world'),
      fsync: false,
      databaseUrl: borrowed?.url,
      env: ownWorld,
    })
    const abandon = () => world.stop().then(() => process.exit(130))
    process.once('SIGINT', abandon).once('SIGTERM', abandon)
    try {
      await world.start()
      const env = {
        ...world.env,
        NODE_ENV: 'test',
        CHROMIUM_PATH: chromium,
        E2E_BASE_URL: world.url,
        E2E_DATA_DIR: join(scratch, 'world'),
      }
      const found = [...words, '--pass-with-no-tests']
      const journeys = await playwright('journeys', found, env, scratch)
      // The clock is everybody's and never goes back, so it moves when all others are done.
      const clock = await playwright('clock', found, env, scratch)
      const passed = journeys.passed + clock.passed
      const failed = journeys.failed + clock.failed
      return { name: 'journeys', passed, failed: passed + failed === 0 ? 1 : failed }
    } catch (error) {
      say(error.message)
      return { name: 'journeys', passed: 0, failed: 1 }
    } finally {
      process.off('SIGINT', abandon).off('SIGTERM', abandon)
      await world.stop()
      await borrowed?.giveBack()
    }
  })
}

/** Browser checks that start worlds themselves, because they kill their parts or choose their settings. */
async function inOwnWorld(name, words) {
  heading(name)
  const chromium = await ensureChromium()
  return inScratch((scratch) => playwright(name, words, { ...ownWorld, CHROMIUM_PATH: chromium }, scratch))
}

/** Runs one project of playwright.config.ts. */
async function playwright(name, words, settings, scratch) {
  const file = join(scratch, `${name}.json`)
  const env = { ...testEnvironment(), ...settings, PLAYWRIGHT_JSON_OUTPUT_NAME: file }
  // With `=`, or a file's name among the words would be taken for another project.
  const args = [installed('@playwright/test/cli.js'), 'test', `--project=${name}`, ...words]
  return outcomeOf(name, await runNode(args, { env }), file, ({ stats, errors }) => ({
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + (stats.unexpected ? 0 : errors.length),
  }))
}

/** Settings of a developer's shell or .env that must not reach outside systems from a test. */
const ownWorld = Object.fromEntries(
  [
    'STUDYHQ_BASE_URL',
    'STUDYHQ_TOKEN_ID',
    'STUDYHQ_TOKEN_SECRET',
    'STUDYHQ_PROJECT_ID',
    'STUDYHQ_LINK_HOSTS',
    'IMOCHA_BASE_URL',
    'IMOCHA_API_KEY',
    'IMOCHA_API_VERSION',
    'IMOCHA_TEST_ID',
    'IMOCHA_LINK_HOSTS',
    'TEST_PARTNERSHIP_BASE_URL',
    'TEST_PARTNERSHIP_AUTO_LOGIN_URL',
    'TEST_PARTNERSHIP_USERNAME',
    'TEST_PARTNERSHIP_PASSWORD',
    'TEST_PARTNERSHIP_PROJECT_ACCESS_KEY',
    'TEST_PARTNERSHIP_LINK_HOSTS',
    'RAZORPAY_BASE_URL',
    'RAZORPAY_KEY_ID',
    'RAZORPAY_KEY_SECRET',
    'RAZORPAY_WEBHOOK_SECRET',
    'SMTP_URL',
    'TRUST_PROXY',
  ].map((name) => [name, '']),
)

/** A database of our own on a server that somebody else runs. */
async function borrowDatabase(serverUrl) {
  const { default: postgres } = await import('postgres')
  const name = `pravesh_journeys_${process.pid}`
  const onServer = async (work) => {
    const sql = postgres(serverUrl, { max: 1, onnotice: () => {} })
    await work(sql).finally(() => sql.end())
  }
  await onServer((sql) => sql.unsafe(`create database ${name}`))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    giveBack: () => onServer((sql) => sql.unsafe(`drop database if exists ${name} with (force)`)),
  }
}

function testEnvironment() {
  return { ...process.env, CI: process.env.CI ?? '', NEXT_TELEMETRY_DISABLED: '1' }
}

function outcomeOf(name, code, file, count) {
  const counted = existsSync(file) ? count(JSON.parse(readFileSync(file, 'utf8'))) : { passed: 0, failed: 0 }
  const failed = counted.failed === 0 && code !== 0 ? 1 : counted.failed
  say(`${name}: ${counted.passed} passed, ${failed} failed`)
  return { name, passed: counted.passed, failed }
}

async function inScratch(work) {
  const scratch = mkdtempSync(join(tmpdir(), 'pravesh-test-'))
  try {
    return await work(scratch)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

const heading = (name) => say(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}\n`)
