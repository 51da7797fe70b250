import { spawn, spawnSync } from 'node:child_process'
import { openSync, closeSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { root } from './command.mjs'

const withParent = pathToFileURL(join(import.meta.dirname, 'with-parent.mjs')).href

/** Whether a process with this number runs. A dead one that nobody has reaped counts as gone. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== 'EPERM') return false
  }
  return linuxStat(pid)?.[0] !== 'Z'
}

/** A process number together with its start time, because numbers are used again. */
export function identityOf(pid) {
  return { pid, started: startTime(pid) }
}

/** Whether this very process (not a later one with the same number) still runs. */
export function isStillRunning({ pid, started }) {
  return isAlive(pid) && startTime(pid) === started
}

/** The command line of a process, or '' when it cannot be read. */
export function commandLine(pid) {
  if (process.platform !== 'linux') {
    return (
      spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
    )
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

/** Resolves true once the process is gone, false when `milliseconds` pass first. */
export async function waitUntilGone(pid, milliseconds) {
  const end = Date.now() + milliseconds
  while (isAlive(pid)) {
    if (Date.now() > end) return false
    await sleep(25)
  }
  return true
}

/** Asks a process to leave with each signal in turn, `[signal, milliseconds to wait]`, until it is gone. */
export async function stopProcess(
  pid,
  steps = [
    ['SIGTERM', 8000],
    ['SIGKILL', 5000],
  ],
) {
  for (const [signal, patience] of steps) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    if (await waitUntilGone(pid, patience)) return
  }
}

/**
 * Starts a Node program of ours in its own process group (so that Ctrl-C reaches only us, and we stop things in order)
 * that leaves when we do. Its output is appended to `logFile`, or shared with ours when there is none.
 */
export function startNode(args, { env, logFile }) {
  const output = logFile ? openSync(logFile, 'a', 0o600) : 'inherit'
  const child = spawn(process.execPath, ['--import', withParent, ...args], {
    cwd: root,
    env: { ...env, PRAVESH_PARENT: String(process.pid) },
    detached: true,
    stdio: ['ignore', output, output, 'ipc'],
  })
  if (typeof output === 'number') closeSync(output)
  const exited = new Promise((done) => {
    child.once('error', (error) => done(error.message))
    child.once('exit', (code, signal) => done(signal ?? `exit code ${code}`))
  })
  return { pid: child.pid, child, exited, stop: () => (child.pid ? stopProcess(child.pid) : undefined) }
}

/** Runs a program to its end with our terminal; resolves its exit code (1 when it could not start or was killed). */
export function run(command, args, { env = process.env } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32' && command === 'npm',
    })
    const relay = (signal) => child.kill(signal)
    process.on('SIGINT', relay).on('SIGTERM', relay)
    const end = (code) => {
      process.off('SIGINT', relay).off('SIGTERM', relay)
      done(code)
    }
    child.once('error', (error) => (console.error(error.message), end(1)))
    child.once('close', (code) => end(code ?? 1))
  })
}

/** Runs one of the project's installed packages by its script file; see `run`. */
export function runNode(args, options) {
  return run(process.execPath, args, options)
}

/** Whether a server could listen there now. */
export function isPortFree(port, host = '127.0.0.1') {
  return new Promise((done) => {
    const probe = createServer()
    probe.once('error', () => done(false))
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => done(true)))
  })
}

/** Waits for a port to become free; false when `milliseconds` pass first. */
export async function waitForPort(port, host, milliseconds) {
  const end = Date.now() + milliseconds
  while (!(await isPortFree(port, host))) {
    if (Date.now() > end) return false
    await sleep(100)
  }
  return true
}

/** A port nobody listens on at this moment. */
export function freePort(host = '127.0.0.1') {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen({ port: 0, host }, () => {
      const { port } = probe.address()
      probe.close(() => done(port))
    })
  })
}

/**
 * Keeps something running: whenever it ends by itself it is started again, at once the first time and then with a
 * growing pause (0.1 s to 5 s). `start` resolves `{ pid, exited, stop }`; `first` is one that already runs.
 */
export function keepRunning(name, start, { first = null, say }) {
  let current = first
  let stopping = false
  let deaths = 0
  const cancel = new AbortController()

  const loop = async () => {
    let pause = 100
    while (!stopping) {
      const began = Date.now()
      let reason
      try {
        current ??= await start()
        if (stopping) break
        reason = await current.exited
      } catch (error) {
        reason = error.message
      }
      current = null
      if (stopping) break
      deaths += 1
      if (Date.now() - began > 5000) pause = 100
      say(`The ${name} stopped (${reason}). Starting it again.`)
      await sleep(pause, undefined, { signal: cancel.signal }).catch(() => {})
      pause = Math.min(pause * 2, 5000)
    }
    await current?.stop()
  }
  const finished = loop()

  return {
    get pid() {
      return current?.pid ?? null
    },
    get deaths() {
      return deaths
    },
    /** Kills it on purpose and lets it come back, as a crash would. */
    kill(signal = 'SIGKILL') {
      if (current?.pid) process.kill(current.pid, signal)
    },
    async stop() {
      stopping = true
      cancel.abort()
      await current?.stop()
      await finished
    },
  }
}

function startTime(pid) {
  if (process.platform === 'linux') return linuxStat(pid)?.[19] ?? ''
  return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
}

/** The fields of /proc/PID/stat from the third (state) on; the second may hold spaces and brackets. */
function linuxStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}
