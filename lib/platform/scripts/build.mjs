import './node-version.mjs'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, runCommand, say, Sentence } from './command.mjs'
import { installPackages } from './install.mjs'
import { takeLock } from './lock.mjs'
import { identityOf, isStillRunning, runNode } from './processes.mjs'

/** What runs outside Next: each becomes one file that plain Node can run. */
const entries = { worker: 'worker.ts', prepare: 'lib/processes/prepare.ts', setup: 'lib/processes/setup.ts' }

/** A build that a live demo runs from is never rewritten under it: the next build then goes to the second place. */
const places = [
  { distDir: '.next', bundleDir: 'dist' },
  { distDir: '.next-beside', bundleDir: 'dist/beside' },
]

const next = join(root, 'node_modules/next/dist/bin/next')

/**
 * A production build of the sources as they are now; built only when no earlier build matches them.
 * @param {{ env?: NodeJS.ProcessEnv, force?: boolean }} [options]
 * @returns {Promise<{ distDir: string, bundleDir: string }>} folders, relative to the project
 * @throws {Sentence} when the build fails
 */
export async function ensureBuild({ env = process.env, force = false } = {}) {
  const lock = await takeLock(join(root, 'node_modules/.pravesh-build'), {
    refusal: ({ pid }) =>
      `Process ${pid} has been building for ten minutes. Stop it, then run the command again.`,
    waitMilliseconds: 600_000,
    waiting: () => say('Another command is building; waiting for it…'),
  })
  try {
    const hash = sourceHash()
    const ready = places.find((place) => !force && builtHash(place) === hash)
    if (ready) return ready
    const place = places.find((candidate) => !isInUse(candidate))
    if (!place)
      throw new Sentence(
        'Both build folders are in use by running copies of Pravesh. Stop one of them, then run the command again.',
      )
    await build(place, env)
    writeFileSync(markerOf(place), hash)
    return place
  } finally {
    lock.release()
  }
}

/** Notes that this process runs from a build, so that no other command rewrites it. Returns the function that ends it. */
export function useBuild({ distDir }) {
  const file = join(root, distDir, `.used-by-${process.pid}`)
  writeFileSync(file, JSON.stringify(identityOf(process.pid)))
  return () => rmSync(file, { force: true })
}

/**
 * Bundles worker and database commands for plain Node; packages stay in node_modules.
 * @param {{ bundleDir: string, files?: Record<string, string>, onRebuild?: () => void }} options with `onRebuild` it watches and
 *   calls it after each good rebuild; `files` are other entries by name
 * @returns {Promise<{ stop(): Promise<void> }>}
 */
export async function bundle({ bundleDir, files = entries, onRebuild }) {
  const esbuild = await import('esbuild')
  const outdir = join(root, bundleDir)
  mkdirSync(outdir, { recursive: true })
  const settings = {
    entryPoints: Object.fromEntries(Object.entries(files).map(([name, file]) => [name, join(root, file)])),
    outdir,
    outExtension: { '.js': '.mjs' },
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    sourcemap: 'linked',
    logLevel: 'warning',
    packages: 'external',
    // The guard throws outside Next; here we are on the server by construction.
    alias: { 'server-only': join(root, 'lib/platform/scripts/empty.mjs') },
    // A real deployment keeps its settings in .env, which Next reads by itself; what the environment says wins.
    banner: {
      js: `import { existsSync as hasFile } from 'node:fs';if (hasFile('.env')) process.loadEnvFile('.env');`,
    },
    plugins: [nextWithExtension, ...(onRebuild ? [afterRebuild(onRebuild)] : [])],
  }
  if (!onRebuild) {
    await esbuild.build(settings)
    // Its helper process would otherwise stay as long as we do.
    await esbuild.stop()
    return { stop: async () => {} }
  }
  const context = await esbuild.context(settings)
  await context.rebuild()
  await context.watch()
  return { stop: () => context.dispose() }
}

/** next has no `exports`, so plain Node wants the file's extension: `next/headers` → `next/headers.js`. */
const nextWithExtension = {
  name: 'next-with-extension',
  setup(builder) {
    builder.onResolve({ filter: /^next\/[a-z-]+$/ }, ({ path }) => ({ path: `${path}.js`, external: true }))
  },
}

/** Calls back when the worker itself came out different; watching also rebuilds for nothing. */
const afterRebuild = (onRebuild) => ({
  name: 'after-rebuild',
  setup(builder) {
    let before = null
    builder.onEnd(({ errors }) => {
      if (errors.length > 0) return
      const now = readFileSync(join(builder.initialOptions.outdir, 'worker.mjs'), 'utf8')
      if (before !== null && now !== before) onRebuild()
      before = now
    })
  },
})

async function build({ distDir, bundleDir }, env) {
  rmSync(markerOf({ distDir }), { force: true })
  // Types of routes that are gone would fail the next type check.
  for (const stale of ['types', 'dev/types'])
    rmSync(join(root, distDir, stale), { recursive: true, force: true })
  await bundle({ bundleDir }).catch(() => {
    throw new Sentence('The worker could not be bundled; the messages above say why.')
  })
  say('Building for production (half a minute to two minutes)…')
  const code = await keepingTsconfig(() =>
    runNode([next, 'build'], {
      env: { ...env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NEXT_DIST_DIR: distDir },
    }),
  )
  if (code !== 0) throw new Sentence('The production build failed; the messages above say where.')
}

/** Next adds the types of each build folder to tsconfig.json; the committed file already says what we want. */
export async function keepingTsconfig(work) {
  const file = join(root, 'tsconfig.json')
  const before = readFileSync(file, 'utf8')
  try {
    return await work()
  } finally {
    if (readFileSync(file, 'utf8') !== before) writeFileSync(file, before)
  }
}

const markerOf = ({ distDir }) => join(root, distDir, '.pravesh-build')

function builtHash(place) {
  const complete =
    existsSync(markerOf(place)) &&
    existsSync(join(root, place.distDir, 'BUILD_ID')) &&
    Object.keys(entries).every((name) => existsSync(join(root, place.bundleDir, `${name}.mjs`)))
  return complete ? readFileSync(markerOf(place), 'utf8') : null
}

function isInUse({ distDir }) {
  const folder = join(root, distDir)
  if (!existsSync(folder)) return false
  return readdirSync(folder)
    .filter((name) => name.startsWith('.used-by-'))
    .some((name) => isStillRunning(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}

const notBuilt =
  /\.test\.tsx?$|\.md$|^next-env\.d\.ts$|^(vitest|playwright|eslint|drizzle)\.config\.|^knip\.|^db[\\/]testing|^lib[\\/]platform[\\/]scripts[\\/]/

/** One hash over everything a build reads; tests and papers do not count. */
function sourceHash() {
  const hash = createHash('sha256')
  const folders = ['app', 'components', 'lib', 'db', 'public']
  const files = [
    ...readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|mjs|json)$/.test(entry.name))
      .map((entry) => entry.name),
    ...folders.flatMap((folder) => filesIn(join(root, folder))),
  ].filter((file) => !notBuilt.test(file))
  for (const file of files.sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0')
  return hash.digest('hex')
}

function filesIn(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(async (args) => {
    await installPackages()
    const { distDir } = await ensureBuild({ force: args.includes('--force') })
    say(`The production build stands in ${distDir}.`)
  })
}
