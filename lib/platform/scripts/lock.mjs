import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Sentence } from './command.mjs'
import { identityOf, isStillRunning } from './processes.mjs'

/**
 * Takes a lock file for this process. A lock whose process is gone is taken over.
 * @param {string} file
 * @param {{ refusal: (owner: { pid: number }) => string, waitMilliseconds?: number, waiting?: () => void }} options
 * @returns {Promise<{ tookOver: boolean, release(): void }>}
 * @throws {Sentence} `refusal` when a live process holds it
 */
export async function takeLock(file, { refusal, waitMilliseconds = 0, waiting }) {
  mkdirSync(dirname(file), { recursive: true })
  const end = Date.now() + waitMilliseconds
  let tookOver = false
  let told = false
  for (;;) {
    if (create(file)) return { tookOver, release: () => release(file) }
    const owner = readOwner(file)
    if (owner && isStillRunning(owner)) {
      if (Date.now() >= end) throw new Sentence(refusal(owner))
      if (!told) waiting?.()
      told = true
      await sleep(250)
      continue
    }
    tookOver = removeStale(file) || tookOver
  }
}

/** Written beside and linked into place, so that a lock is never seen half written. */
function create(file) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, JSON.stringify(identityOf(process.pid)), { mode: 0o600 })
  try {
    linkSync(draft, file)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
  }
}

function readOwner(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** Moves a stale lock away. Had somebody else replaced it by a live one in between, that one is put back. */
function removeStale(file) {
  const aside = `${file}.stale-${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return false
  }
  const owner = readOwner(aside)
  const live = owner !== null && isStillRunning(owner)
  try {
    if (live) linkSync(aside, file)
  } catch {
    // A third process holds the place already; it saw the same stale lock.
  }
  rmSync(aside, { force: true })
  return !live
}

function release(file) {
  if (readOwner(file)?.pid === process.pid) rmSync(file, { force: true })
}
