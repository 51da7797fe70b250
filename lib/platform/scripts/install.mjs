import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, Sentence, say } from './command.mjs'
import { run } from './processes.mjs'

const lockFile = join(root, 'package-lock.json')
const marker = join(root, 'node_modules/.pravesh-lock')

/**
 * Makes node_modules agree with package-lock.json; does nothing when it already does.
 * @throws {Sentence} when npm cannot install
 */
export async function installPackages() {
  const wanted = lockHash()
  if (existsSync(marker) && readFileSync(marker, 'utf8') === wanted) return
  if (!existsSync(marker) && agreesWithNpm()) return writeFileSync(marker, wanted)

  say('Installing packages (about a minute the first time)…')
  const verb = existsSync(lockFile) ? 'ci' : 'install'
  // A production shell (NODE_ENV=production) would leave out what the build and the tests need.
  const code = await run('npm', [verb, '--no-audit', '--no-fund', '--include=dev'])
  if (code !== 0) {
    throw new Sentence(
      `npm ${verb} did not succeed (its messages are above). Check that this machine reaches its npm registry and has about 1.5 GB free, then run the command again.`,
    )
  }
  writeFileSync(marker, lockHash())
}

/** Whether somebody has just run `npm ci` by hand: npm's own record lists every package that the lock file demands here. */
function agreesWithNpm() {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record) || !existsSync(lockFile)) return false
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(lockFile, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' || entry.optional || entry.peer || installed[path]?.version === entry.version,
  )
}

function lockHash() {
  return existsSync(lockFile)
    ? createHash('sha256').update(readFileSync(lockFile)).digest('hex')
    : 'no lock file'
}
