import { spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { root, say, Sentence } from './command.mjs'
import { stopProcess } from './processes.mjs'

/**
 * Runs the access journeys against a portal that was built without proxy.ts: who may reach what must not hang on it.
 * @param {string[]} words further words for Playwright
 * @returns {Promise<{ name: string, passed: number, failed: number }>}
 */
export async function withoutProxy(words) {
  const name = 'without-proxy'
  say(`\n── ${name} ${'─'.repeat(60 - name.length)}\n`)
  const copy = mkdtempSync(join(tmpdir(), 'pravesh-without-proxy-'))
  try {
    // The database runs under a user of its own, who has to find its programs here.
    chmodSync(copy, 0o755)
    copyProject(copy)
    rmSync(join(copy, 'proxy.ts'))
    const { passed, failed } = await accessJourneys(copy, words)
    say(`${name}: ${passed} passed, ${failed} failed`)
    return { name, passed, failed }
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** The working tree as it stands: committed, changed and new files, without what git ignores; packages as hard links. */
function copyProject(copy) {
  const listed = spawnSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  if (listed.status !== 0)
    throw new Sentence(
      'The project can only be copied from a git checkout. Clone it, then run the command there.',
    )
  for (const file of new Set(listed.stdout.split('\0').filter(Boolean))) {
    if (!existsSync(join(root, file))) continue
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    copyFileSync(join(root, file), join(copy, file))
  }
  try {
    linkFolder(join(root, 'node_modules'), join(copy, 'node_modules'))
  } catch (error) {
    if (!['EXDEV', 'EPERM', 'EMLINK'].includes(error.code)) throw error
    // Another disk, or one without hard links. A symbolic link would not do: Next builds nothing that lies outside.
    rmSync(join(copy, 'node_modules'), { recursive: true, force: true })
    cpSync(join(root, 'node_modules'), join(copy, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !isOwnState(path),
    })
  }
}

/** Locks and caches of the original are not the copy's. */
const isOwnState = (path) => /[\\/]node_modules[\\/](\.pravesh-build.*|\.cache)$/.test(path)

function linkFolder(from, to) {
  mkdirSync(to, { recursive: true })
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (isOwnState(source)) continue
    if (entry.isDirectory()) linkFolder(source, target)
    else if (entry.isSymbolicLink()) symlinkSync(readlinkSync(source), target)
    else linkSync(source, target)
  }
}

/** The copy's own `npm test` builds it and starts its world; its last line counts. */
async function accessJourneys(copy, words) {
  const args = [
    join(copy, 'lib/platform/scripts/test.mjs'),
    '--only',
    'journeys',
    '--',
    'journeys/access[.-]',
    ...words,
  ]
  const child = spawn(process.execPath, args, {
    cwd: copy,
    env: { ...process.env, E2E_WITHOUT_PROXY: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const stop = () =>
    stopProcess(child.pid, [['SIGTERM', 30_000]]).then(
      () => (rmSync(copy, { recursive: true, force: true }), process.exit(130)),
    )
  process.once('SIGINT', stop).once('SIGTERM', stop)
  let said = ''
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk)
    said = (said + chunk).slice(-20_000)
  })
  await new Promise((done) => child.once('close', done))
  process.off('SIGINT', stop).off('SIGTERM', stop)
  const counted = /(\d+) passed, (\d+) failed\s*$/.exec(said)
  return counted ? { passed: Number(counted[1]), failed: Number(counted[2]) } : { passed: 0, failed: 1 }
}
