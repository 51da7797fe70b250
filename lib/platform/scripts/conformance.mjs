import './node-version.mjs'
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { root, Sentence } from './command.mjs'
import { bundle } from './build.mjs'
import { installPackages } from './install.mjs'
import { runNode } from './processes.mjs'

const usage = `npm run conformance -- --provider <id> [--base-url <address>] [--write] [--email <address>] [--out <folder>] [--allow-insecure] [--timeout <ms>]

  --provider        studyhq, imocha or test-partnership
  --base-url        the server to look at; else the provider's own, or its preset in the environment
  --write           also makes one clearly marked candidate there
  --email           the address of that candidate; else one that nobody reads
  --out             where the report is written as JSON and HTML (./conformance-report)
  --allow-insecure  permits http and servers on this machine
  --timeout         longest wait for one answer, in milliseconds

Credentials come from the environment, by the names of the presets in README.md.
Ends with 0 when everything held, with 1 when something differed, with 2 when it could not be found out.`

const flags = {
  provider: { type: 'string' },
  'base-url': { type: 'string' },
  write: { type: 'boolean', default: false },
  email: { type: 'string' },
  out: { type: 'string', default: 'conformance-report' },
  'allow-insecure': { type: 'boolean', default: false },
  timeout: { type: 'string' },
  help: { type: 'boolean', default: false },
}

const differed = 3

// The exit code says what was found, so failing to run has one of its own.
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error instanceof Sentence ? `\n${error.message}` : error)
  process.exitCode = 2
}

async function main(args) {
  const given = read(args)
  if (given.help) {
    console.log(usage)
    return 0
  }
  if (!given.provider) throw new Sentence(`Name a provider with --provider.\n\n${usage}`)
  if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'))
  await installPackages()
  const bundleDir = join('dist', `conformance-${process.pid}`)
  try {
    await bundle({ bundleDir, files: { conformance: 'lib/processes/conformance.ts' } })
    const words = [join(root, bundleDir, 'conformance.mjs'), JSON.stringify(optionsOf(given))]
    const code = await runNode(words, { env: environmentFor(given) })
    // Node itself ends with 1 when it breaks down, so a difference has another number inside.
    return code === 0 ? 0 : code === differed ? 1 : 2
  } finally {
    rmSync(join(root, bundleDir), { recursive: true, force: true })
  }
}

function read(args) {
  try {
    return parseArgs({ args, options: flags, strict: true }).values
  } catch (error) {
    throw new Sentence(`${error.message}\n\n${usage}`)
  }
}

function optionsOf(given) {
  return {
    provider: given.provider,
    isWrite: given.write,
    email: given.email ?? null,
    // npm runs us in the project's folder; a person means the folder they are in.
    out: resolve(process.env.INIT_CWD ?? process.cwd(), given.out),
    allowInsecure: given['allow-insecure'],
    timeoutMs: given.timeout ?? null,
  }
}

/** The address goes where the presets are read, so that what follows from it (the hosts of links) follows here too. */
function environmentFor(given) {
  const address = given['base-url']
  if (!address) return process.env
  const prefix = given.provider.toUpperCase().replaceAll('-', '_')
  return { ...process.env, [`${prefix}_BASE_URL`]: address }
}
