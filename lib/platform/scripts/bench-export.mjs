import './node-version.mjs'
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { cpus } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { root, runCommand, say, Sentence } from './command.mjs'
import { installPackages } from './install.mjs'

/** The bars, as they were set before anything was measured. */
const bars = { growthMb: 64, timesNoise: 1.5 }
const usage = 'npm run bench:export -- 1000000'
const columns =
  'number,applicant,email,mobile,intake,programme,programmes,step,progress,result,score,fee,receipt,amount,decision,submitted'
/** As `npm start` bounds it. */
const heapBound = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts.start.split(' ')[1]
const windowMs = 30_000
const pauseMs = 100

/**
 * An export of every application of a generated world from the production server, while somebody else keeps opening the list:
 * the server's memory before and during, the list's waiting times before, during and after, and the file itself.
 */
await runCommand(async ([text = '1000000']) => {
  const count = Number(text)
  if (!(Number.isInteger(count) && count >= 1000)) throw new Sentence(`A thousand or more, please: ${usage}`)
  await installPackages()
  const { bundle, ensureBuild, useBuild } = await import('./build.mjs')
  const build = await ensureBuild()
  const free = useBuild(build)
  try {
    await bundle({ bundleDir: 'dist/bench-export', files: { export: 'lib/processes/bench-export.ts' } })
    const found = await measure(count, build)
    const { format } = await import('prettier')
    const page = report(found)
    mkdirSync(join(root, 'docs/bench'), { recursive: true })
    writeFileSync(join(root, 'docs/bench/export.md'), await format(page, { parser: 'markdown' }))
    say(page)
    return page.includes('FAIL') ? 1 : 0
  } finally {
    free()
  }
})

async function measure(count, build) {
  const { seedScale, settingsOf } = await import('./scale-world.mjs')
  const { startPostgres } = await import('./postgres.mjs')
  const { freePort, startNode } = await import('./processes.mjs')
  const dataDir = process.env.DATA_DIR
    ? resolve(process.env.DATA_DIR)
    : resolve(process.env.SCALE_DIR || root, `.data-scale-${count}`)
  const server = await startPostgres({ dataDir, fsync: false, say })
  const undo = [() => server.stop()]
  try {
    await seedScale({ databaseUrl: server.url, dataDir, count })
    const port = await freePort()
    const env = { ...settingsOf({ databaseUrl: server.url, dataDir, port }), NEXT_DIST_DIR: build.distDir }
    const { cookie, total } = await look({ env, dataDir, startNode })
    const next = join(root, 'node_modules/next/dist/bin/next')
    const web = startNode([heapBound, next, 'start', '-p', String(port), '-H', '127.0.0.1'], {
      env,
      logFile: join(dataDir, 'web.log'),
    })
    undo.push(() => web.stop())
    await untilReady(port)
    const at = { port, cookie }
    say('Warming up…')
    await listFor({ ...at, until: after(4 * windowMs) })
    say('The list alone, twice…')
    const alone = []
    const without = watchMemory(web.pid)
    for (let round = 0; round < 2; round++) alone.push(await listFor({ ...at, until: after(windowMs) }))
    const { peakMb: beforeMb } = without.stop()
    say(`Exporting ${total.toLocaleString('en')} applications while the list is open…`)
    const memory = watchMemory(web.pid)
    const under = { isOver: false }
    const lists = listFor({ ...at, until: () => under.isOver })
    const file = await takeExport(at).finally(() => (under.isOver = true))
    const during = await lists
    const { peakMb } = memory.stop()
    say('The list alone once more…')
    alone.push(await listFor({ ...at, until: after(windowMs) }))
    const { newest } = await look({ env, dataDir, startNode })
    return { total, alone, during, beforeMb, peakMb, file, newest }
  } finally {
    while (undo.length > 0) await undo.pop()()
  }
}

async function look({ env, dataDir, startNode }) {
  const logFile = join(dataDir, 'bench-export.log')
  rmSync(logFile, { force: true })
  const how = await startNode([join('dist/bench-export', 'export.mjs')], { env, logFile }).exited
  const said = readFileSync(logFile, 'utf8').trim()
  if (how !== 'exit code 0') throw new Sentence(`The world could not be read (${how}):\n${said.slice(-2000)}`)
  return JSON.parse(said.split('\n').at(-1))
}

function after(ms) {
  const end = performance.now() + ms
  return () => performance.now() >= end
}

/** Opens the list again and again, a tenth of a second apart, first page and searches in turn. Milliseconds of each. */
async function listFor({ port, cookie, until }) {
  const paths = [
    '/staff/applications',
    '/staff/applications?step=in_review',
    '/staff/applications?sort=-score',
  ]
  const all = []
  for (let turn = 0; !until(); turn++) {
    const began = performance.now()
    const { status } = await ask({ port, cookie, path: paths[turn % paths.length], take: () => {} })
    if (status !== 200) throw new Sentence(`${paths[turn % paths.length]} answered ${status}.`)
    all.push(performance.now() - began)
    await sleep(pauseMs)
  }
  return all
}

/** Reads the whole export as a browser would, keeping nothing of it but its count, fingerprint and first lines. */
async function takeExport({ port, cookie }) {
  const query = columns.split(',').map((column) => `column=${column}`)
  const hash = createHash('sha256')
  const found = { bytes: 0, lines: 0, head: '', formulas: 0 }
  const began = performance.now()
  const answer = await ask({
    ...{ port, cookie, path: `/staff/exports/file?${query.join('&')}` },
    take: (chunk) => {
      hash.update(chunk)
      found.bytes += chunk.length
      for (const byte of chunk) if (byte === 10) found.lines += 1
      if (found.head.length < 300) found.head += chunk.toString('utf8')
      // A chunk may begin in the middle of a cell, so its first letters say nothing.
      if (/[,\n]"?[=@]/.test(chunk.toString('latin1'))) found.formulas += 1
    },
  })
  if (answer.status !== 200) throw new Sentence(`The export answered ${answer.status}.`)
  return { ...found, seconds: (performance.now() - began) / 1000, sha256: hash.digest('hex') }
}

function ask({ port, cookie, path, take }) {
  return new Promise((done, failed) => {
    const call = request(
      { host: '127.0.0.1', port, path, headers: { host: `sunrise.localhost:${port}`, cookie } },
      (answer) => {
        answer.on('data', take)
        answer.on('end', () => done({ status: answer.statusCode }))
        answer.on('error', failed)
      },
    )
    call.on('error', failed)
    call.end()
  })
}

/** The resident memory of a process and of those it started, four times a second. */
function watchMemory(pid) {
  let peakMb = residentMb(pid)
  const timer = setInterval(() => (peakMb = Math.max(peakMb, residentMb(pid))), 250)
  return {
    stop: () => {
      clearInterval(timer)
      return { peakMb }
    },
  }
}

function residentMb(pid) {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .trim()
    .split(/\s+/)
    .filter(Boolean)
  return Number(kilobytes) / 1024 + children.reduce((sum, child) => sum + residentMb(Number(child)), 0)
}

async function untilReady(port) {
  for (let turn = 0; turn < 300; turn++) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => null)
    if (answer?.ok) return
    await sleep(200)
  }
  throw new Sentence('The portal did not become ready.')
}

function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function report({ total, alone, during, beforeMb, peakMb, file, newest }) {
  const mb = (value) => value.toFixed(0)
  const ms = (values) =>
    `${percentile(values, 0.5).toFixed(0)} | ${percentile(values, 0.95).toFixed(0)} | ${percentile(values, 0.99).toFixed(0)} | ${values.length}`
  const noise = Math.max(...alone.map((values) => percentile(values, 0.99)))
  const p99 = percentile(during, 0.99)
  const verdict = (holds) => (holds ? 'PASS' : 'FAIL')
  const isWhole = newest?.state === 'done' && newest.sha256 === file.sha256 && Number(newest.rows) === total
  return `# An export of every application, measured

${new Date().toISOString().slice(0, 10)} · written by \`npm run bench:export -- ${total}\` · ${cpus().length} cores (${cpus()[0]?.model.trim()}), production build, one web process with its heap bounded as npm start bounds it, PostgreSQL on the same machine

${total.toLocaleString('en')} applications with ${columns.split(',').length} columns in ${file.seconds.toFixed(0)} s (${Math.round(total / file.seconds).toLocaleString('en')} a second), ${(file.bytes / 1e6).toFixed(0)} MB.

| | bar | found | |
|---|---:|---:|---|
| Memory of the server at most: with the list alone, with the export beside it, growth | ≤ ${bars.growthMb} MB | ${mb(beforeMb)} → ${mb(peakMb)} MB, +${mb(peakMb - beforeMb)} MB | ${verdict(peakMb - beforeMb <= bars.growthMb)} |
| p99 of the list during the export, against the worst of three windows without it | ≤ ${bars.timesNoise} × | ${p99.toFixed(0)} / ${noise.toFixed(0)} ms = ${(p99 / noise).toFixed(2)} × | ${verdict(p99 <= bars.timesNoise * noise)} |
| Every application once, its header, and the fingerprint that was written down | whole | ${(file.lines - 1).toLocaleString('en')} lines | ${verdict(isWhole && file.lines === total + 1)} |
| Begins with the mark of UTF-8; no cell begins like a formula | both | | ${verdict(file.head.startsWith('\uFEFF') && file.formulas === 0)} |

## The list, milliseconds

| | p50 | p95 | p99 | asked |
|---|---:|---:|---:|---:|
${alone.map((values, place) => `| without an export, ${place < 2 ? 'before' : 'after'} | ${ms(values)} |`).join('\n')}
| during the export | ${ms(during)} |
`
}
