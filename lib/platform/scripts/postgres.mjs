import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Sentence } from './command.mjs'
import { takeLock } from './lock.mjs'
import {
  credentials,
  initialise,
  nativeFiles,
  prepareFolder,
  serverEnvironment,
  user,
} from './postgres-files.mjs'
import { giveTo, serverUser } from './postgres-user.mjs'
import {
  commandLine,
  freePort,
  isAlive,
  isPortFree,
  stopProcess,
  waitForPort,
  waitUntilGone,
} from './processes.mjs'

const startPatience = 120_000
/** Fast shutdown, then immediate, then force: PostgreSQL recovers from each. */
const stopSteps = [
  ['SIGINT', 15_000],
  ['SIGQUIT', 5000],
  ['SIGKILL', 5000],
]

/**
 * Starts the embedded PostgreSQL that keeps its files in `dataDir`/postgres, creating it the first time. A server left
 * running there by a command that was killed is adopted. It listens on loopback only, with a generated password.
 * @param {object} options
 * @param {string} options.dataDir absolute path
 * @param {string} [options.database] created when missing
 * @param {boolean} [options.fsync] false only for throw-away data
 * @param {number} [options.port] insist on this port (a restart under running clients) instead of any free one
 * @param {(line: string) => void} [options.say]
 * @param {(reason: string) => void} [options.onExit] called once, also after `stop`
 * @returns {Promise<{ url: string, adminUrl: string, port: number, pid: number, child: import('node:child_process').ChildProcess | null, exited: Promise<string>, stop(): Promise<void> }>}
 *   `url` is the database, `adminUrl` the server's `postgres` database; `child` is null for an adopted server
 * @throws {Sentence} when another live process owns the folder, or the server does not start
 */
export async function startPostgres({
  dataDir,
  database = user,
  fsync = true,
  port,
  say = () => {},
  onExit,
}) {
  const files = prepareFolder(dataDir)
  const lock = await takeLock(files.lock, {
    refusal: ({ pid }) =>
      `The database in ${files.home} is in use by process ${pid}. Stop that one first, or choose another folder with DATA_DIR.`,
  })
  try {
    const server = { files, port, fsync, ...nativeFiles(), ...credentials(files), say }
    server.as = serverUser(files.home, server.postgres)
    initialise(server)
    giveTo(server.as.owner, files.data)
    const running = (await adopt(server)) ?? (await launch(server))
    await createDatabase(running, server, database)
    const exited = running.exited.finally(lock.release)
    if (onExit) exited.then(onExit)
    const url = (name) => `postgres://${user}:${server.password}@127.0.0.1:${running.port}/${name}`
    const stop = () =>
      stopProcess(running.pid, stopSteps)
        .then(() => exited)
        .then(() => {})
    return { ...running, url: url(database), adminUrl: url('postgres'), exited, stop }
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Removes the embedded database of `dataDir`, stopping a server that a killed command left behind. */
export async function removePostgres(dataDir) {
  const files = prepareFolder(dataDir)
  const left = runningServer(files)
  if (left) await stopProcess(left.pid, stopSteps)
  rmSync(files.home, { recursive: true, force: true })
}

/**
 * The server that postmaster.pid names, if it really runs. A number now used by another program is a leftover of before a
 * reboot and is removed; one of a dead server stays, because PostgreSQL checks it against orphaned sessions.
 */
function runningServer({ data }) {
  const file = join(data, 'postmaster.pid')
  if (!existsSync(file)) return null
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number)
  if (!pid || !isAlive(pid)) return null
  if (commandLine(pid).includes(data)) return { pid, port }
  rmSync(file)
  return null
}

async function adopt(server) {
  const left = runningServer(server.files)
  if (!left) return null
  server.say('A database server of an earlier run is still there.')
  const end = Date.now() + startPatience
  while (isAlive(left.pid)) {
    const answer = await ask(left.port, server.password, 'postgres')
    if (answer === 'ready')
      return { ...left, child: null, exited: waitUntilGone(left.pid, Infinity).then(() => 'it ended') }
    // It may be shutting down after its parent was killed: then it is gone in a moment.
    if (answer !== 'not yet' || Date.now() > end)
      throw new Sentence(
        `Process ${left.pid} serves the database in ${server.files.home} but does not let us in (${answer}). Stop it, then run the command again.`,
      )
    await sleep(50)
  }
  return null
}

async function launch(server) {
  const { files } = server
  const end = Date.now() + startPatience
  for (;;) {
    const port = await choosePort(server)
    const logStart = existsSync(files.log) ? statSync(files.log).size : 0
    const running = spawnServer(server, port)
    let reason = null
    running.exited.then((how) => (reason = how))
    while (reason === null && Date.now() < end) {
      const answer = await ask(port, server.password, 'postgres')
      if (answer === 'ready') {
        writeFileSync(files.port, String(port))
        return running
      }
      await sleep(25)
    }
    if (reason === null) await stopProcess(running.pid, stopSteps)
    const said = existsSync(files.log) ? readFileSync(files.log, 'utf8').slice(logStart).trim() : ''
    // After a kill, sessions of the old server need a moment to notice; a port may have been taken since we looked.
    if (
      Date.now() > end ||
      !/still in use|already exists|could not bind|could not create any TCP/.test(said)
    ) {
      throw new Sentence(
        `The database in ${files.home} did not start (${reason ?? 'no answer'}):\n${said.split('\n').slice(-8).join('\n')}`,
      )
    }
    await sleep(200)
  }
}

async function choosePort({ port, files }) {
  if (port) {
    if (await waitForPort(port, '127.0.0.1', 10_000)) return port
    throw new Sentence(`Port ${port} of the database was taken by another program.`)
  }
  const last = existsSync(files.port) ? Number(readFileSync(files.port, 'utf8')) : 0
  return last && (await isPortFree(last)) ? last : freePort()
}

function spawnServer({ files, as, postgres, fsync }, port) {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
    // Without fsync a dead process still loses nothing; only a dead machine would.
    ...(fsync ? [] : ['fsync=off', 'full_page_writes=off']),
  ].flatMap((setting) => ['-c', setting])
  const [command, ...args] = [...as.prefix, postgres, '-D', files.data, '-p', String(port), ...settings]
  const log = openSync(files.log, 'a', 0o600)
  const child = spawn(command, args, {
    env: serverEnvironment(),
    cwd: files.home,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const exited = new Promise((done) => {
    child.once('error', (error) => done(error.message))
    child.once('exit', (code, signal) => done(signal ?? `exit code ${code}`))
  })
  return { pid: child.pid, port, child, exited }
}

/** 'ready', 'not yet' (nobody listens, or it is starting or stopping), or why it refuses us. */
async function ask(port, password, database, question = (sql) => sql`select 1`) {
  const { default: postgres } = await import('postgres')
  const sql = postgres({
    host: '127.0.0.1',
    port,
    user,
    password,
    database,
    max: 1,
    connect_timeout: 5,
    onnotice: () => {},
  })
  try {
    await question(sql)
    return 'ready'
  } catch (error) {
    // 57P03: starting up or shutting down; a code with letters only is the network's.
    return error.code === '57P03' || error.code === '57P01' || /^[A-Z_]+$/.test(error.code ?? '')
      ? 'not yet'
      : error.message
  } finally {
    await sql.end({ timeout: 1 })
  }
}

async function createDatabase(running, { password }, database) {
  const answer = await ask(running.port, password, 'postgres', async (sql) => {
    const found = await sql`select 1 from pg_database where datname = ${database}`
    if (found.length === 0) await sql`create database ${sql(database)}`
  })
  if (answer !== 'ready') throw new Sentence(`The database "${database}" could not be created: ${answer}`)
}
