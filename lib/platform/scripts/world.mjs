import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { bundle, ensureBuild, useBuild } from './build.mjs'
import { root, say as print, Sentence } from './command.mjs'
import { takeLock } from './lock.mjs'
import { removePostgres, startPostgres } from './postgres.mjs'
import { freePort, keepRunning, startNode, waitForPort } from './processes.mjs'
import { worldSecrets } from './secrets.mjs'

const next = join(root, 'node_modules/next/dist/bin/next')
const readyPatience = 120_000

/**
 * Everything a running portal needs, in one hand: database, migrations, demo people, web, worker. What dies by itself or
 * is killed comes back. Nothing happens before `start()`; `stop()` may be called at any moment, also during `start()`.
 * @param {object} options
 * @param {string} options.dataDir absolute; database, keys, logs, uploads
 * @param {number} [options.port] of the web server; a free one when left out
 * @param {string} [options.host] address to listen on
 * @param {string} [options.databaseUrl] use this PostgreSQL instead of the embedded one
 * @param {boolean} [options.fsync] false for throw-away worlds
 * @param {boolean} [options.reset] begin with an empty database
 * @param {'production' | 'development'} [options.mode]
 * @param {Record<string, string>} [options.env] settings for web, worker and preparation, over those of this process
 * @param {(line: string) => void} [options.say]
 */
export function createWorld(options) {
  const {
    dataDir,
    host = '127.0.0.1',
    databaseUrl,
    fsync = true,
    reset = false,
    mode = 'production',
    say = print,
  } = options
  const undo = []
  let port = options.port
  let env = null
  let postgres = null
  let web = null
  let worker = null
  let prepared = { people: [] }
  let stopped = null

  const url = () => `http://localhost:${port}`
  const log = (name) => (mode === 'development' ? undefined : join(dataDir, 'logs', `${name}.log`))
  /** Each part is stopped in the reverse order of its start; one that comes up after `stop()` is stopped at once. */
  const began = (end) => {
    undo.push(end)
    goOn()
  }
  const goOn = () => {
    if (stopped) throw new Sentence('Stopped.')
  }

  async function start() {
    const lock = await takeLock(join(dataDir, 'lock'), {
      refusal: ({ pid }) =>
        `Another copy of Pravesh runs from ${dataDir} (process ${pid}). Stop it first, or run a second one beside it with its own folder and port: DATA_DIR=.data-2 PORT=3100 npm run demo`,
    })
    began(lock.release)
    if (lock.tookOver) say('An earlier run ended without cleaning up; taking over its folder.')

    port ??= await freePort(host)
    // What a killed run left behind leaves by itself within seconds, so its port gets a moment.
    if (!(await waitForPort(port, host, lock.tookOver ? 15_000 : 0))) {
      throw new Sentence(
        `Port ${port} is already in use by another program. Stop that one, or choose another port: PORT=${port + 100} npm run ${mode === 'development' ? 'dev' : 'demo'}`,
      )
    }

    const database = databaseUrl ?? (await startDatabase())
    env = worldEnvironment(database)
    const build = mode === 'development' ? await watchBundle() : await ensureBuild({ env })
    if (mode !== 'development') began(useBuild(build))
    env = { ...env, NEXT_DIST_DIR: build.distDir }

    say('Preparing the database…')
    prepared = await prepare(build)
    goOn()
    turnLogs()
    worker = keepRunning(
      'worker',
      () =>
        startNode(['--enable-source-maps', join(build.bundleDir, 'worker.mjs')], {
          env,
          logFile: log('worker'),
        }),
      { say },
    )
    began(() => worker.stop())
    const verb = mode === 'development' ? 'dev' : 'start'
    web = keepRunning(
      'web server',
      () => startNode([next, verb, '-p', String(port), '-H', host], { env, logFile: log('web') }),
      { say },
    )
    began(() => web.stop())
    await ready()
  }

  async function startDatabase() {
    if (reset) {
      await removePostgres(dataDir)
      for (const folder of ['uploads', 'files'])
        rmSync(join(dataDir, folder), { recursive: true, force: true })
    }
    say('Starting PostgreSQL…')
    const settings = { dataDir, fsync, say }
    const first = await startPostgres(settings)
    // Web and worker hold its address, so it comes back on the same port.
    postgres = keepRunning('database', () => startPostgres({ ...settings, port: first.port }), { first, say })
    began(() => postgres.stop())
    return first.url
  }

  function worldEnvironment(database) {
    return {
      ...process.env,
      ...worldSecrets(dataDir),
      APP_URL: process.env.APP_URL || url(),
      SANDBOX: '1',
      SANDBOX_URL: `http://127.0.0.1:${port}/sandbox`,
      DATA_DIR: dataDir,
      NODE_ENV: mode,
      NEXT_TELEMETRY_DISABLED: '1',
      ...options.env,
      DATABASE_URL: database,
      PORT: String(port),
    }
  }

  async function watchBundle() {
    const place = { distDir: '.next', bundleDir: 'dist/dev' }
    const watch = await bundle({ bundleDir: place.bundleDir, onRebuild: () => worker?.kill('SIGTERM') })
    began(watch.stop)
    return place
  }

  /** Migrates and seeds; lib/processes/prepare.ts prints what it made as one line of JSON, its last. */
  async function prepare({ bundleDir }) {
    goOn()
    const outcome = join(dataDir, 'prepare.log')
    rmSync(outcome, { force: true })
    const args = [join(bundleDir, 'prepare.mjs'), ...(reset ? ['--reset'] : [])]
    const program = startNode(['--enable-source-maps', ...args], { env, logFile: outcome })
    began(program.stop)
    const how = await program.exited
    const said = readFileSync(outcome, 'utf8').trim()
    if (how !== 'exit code 0')
      throw new Sentence(`The database could not be prepared (${how}):\n${tail(said)}`)
    const world = JSON.parse(said.split('\n').at(-1))
    writeFileSync(join(dataDir, 'demo-people.json'), JSON.stringify(world, null, 2), { mode: 0o600 })
    return world
  }

  function turnLogs() {
    mkdirSync(join(dataDir, 'logs'), { recursive: true })
    for (const file of [log('web'), log('worker')])
      if (file && existsSync(file)) renameSync(file, `${file}.before`)
  }

  /** Resolves once the portal says that it can serve people. */
  async function ready(milliseconds = readyPatience) {
    const end = Date.now() + milliseconds
    const deaths = web.deaths
    while (!stopped) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/health/ready`, {
        signal: AbortSignal.timeout(5000),
      }).catch(() => null)
      if (answer?.status === 200) return
      if (Date.now() > end || web.deaths - deaths >= 8) {
        const file = log('web')
        const said =
          file && existsSync(file)
            ? tail(readFileSync(file, 'utf8'))
            : ((await answer?.text().catch(() => '')) ?? '')
        throw new Sentence(
          `The portal did not become ready (${answer ? `it answers ${answer.status}` : 'no answer'}):\n${said}`,
        )
      }
      await sleep(100)
    }
    throw new Sentence('Stopped.')
  }

  async function stop() {
    stopped ??= (async () => {
      while (undo.length > 0) await undo.pop()()
    })()
    await stopped
    // A part that was on its way up when we were called has put itself here since.
    while (undo.length > 0) await undo.pop()()
  }

  return {
    /** @throws {Sentence} after stopping again whatever had started */
    async start() {
      try {
        await start()
      } catch (error) {
        await stop()
        throw error
      }
    },
    stop,
    ready,
    /** Where people reach it. */
    get url() {
      return url()
    },
    get port() {
      return port
    },
    get databaseUrl() {
      return env?.DATABASE_URL ?? null
    },
    /** What preparation reported: `{ people, try, … }`. */
    get prepared() {
      return prepared
    },
    /** Each `{ pid, deaths, kill(signal?) }`; `kill` is a crash, after which it comes back. `postgres` is null with a given databaseUrl. */
    get web() {
      return web
    },
    get worker() {
      return worker
    },
    get postgres() {
      return postgres
    },
    /** The settings its processes run with. */
    get env() {
      return env
    },
  }
}

/** A world that runs and is ready; see `createWorld`. */
export async function startWorld(options) {
  const world = createWorld(options)
  await world.start()
  return world
}

const tail = (text) => text.trim().split('\n').slice(-12).join('\n')
