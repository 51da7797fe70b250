import './node-version.mjs'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { cpus, loadavg } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, runCommand, say, Sentence } from './command.mjs'
import { installPackages } from './install.mjs'

/** The bars, as they were set before anything was measured. */
const bars = { timesOwnSql: 3, deepOverFirst: 1.3, largeOverSmall: 1.6 }
const sizes = [10_000, 1_000_000]
/** Over HTTP; and how often the queries of each world have their turn. */
const rounds = 9
const warmUps = 8
const turns = 2

/**
 * The staff list at ten thousand and at a million applications: its queries against SQL written by hand for the same rows,
 * and its pages over HTTP from the production server. Worlds are made when they are missing and kept (`.data-scale-<count>`).
 */
await runCommand(async () => {
  await installPackages()
  const { bundle, ensureBuild, useBuild } = await import('./build.mjs')
  const build = await ensureBuild()
  const free = useBuild(build)
  try {
    await bundle({ bundleDir: 'dist/bench', files: { lists: 'lib/processes/bench-lists.ts' } })
    const worlds = []
    try {
      for (const count of sizes) worlds.push(await openWorld(count, build))
      // Turn by turn, so that a busy moment of the machine is shared by both worlds.
      for (let turn = 0; turn < turns; turn++)
        for (const world of worlds) {
          say(`${world.count.toLocaleString('en')} applications: queries, turn ${turn + 1} of ${turns}…`)
          addSamples(world, await ownQueries(world))
        }
      say('Pages over HTTP…')
      for (let round = -warmUps; round < rounds; round++)
        for (const world of worlds) await pagesOnce(world, round)
    } finally {
      for (const world of worlds.reverse()) await world.close()
      worlds.reverse()
    }
    for (const world of worlds) sumUp(world)
    const text = report(worlds)
    mkdirSync(join(root, 'docs/bench'), { recursive: true })
    writeFileSync(join(root, 'docs/bench/staff.md'), text)
    say(text)
    return text.includes('FAIL') ? 1 : 0
  } finally {
    free()
  }
})

/** The generated world of a size with its production server. */
async function openWorld(count, build) {
  const { seedScale, settingsOf } = await import('./scale-world.mjs')
  const { startPostgres } = await import('./postgres.mjs')
  const { freePort, startNode } = await import('./processes.mjs')
  const dataDir = resolve(process.env.SCALE_DIR || root, `.data-scale-${count}`)
  const server = await startPostgres({ dataDir, fsync: false, say })
  const undo = [() => server.stop()]
  const close = async () => {
    while (undo.length > 0) await undo.pop()()
  }
  try {
    await seedScale({ databaseUrl: server.url, dataDir, count })
    const port = await freePort()
    const env = { ...settingsOf({ databaseUrl: server.url, dataDir, port }), NEXT_DIST_DIR: build.distDir }
    const barePort = await freePort()
    for (const [at, options] of [
      [port, {}],
      [
        barePort,
        { NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'list-from-memory.mjs'))}` },
      ],
    ]) {
      const next = join(root, 'node_modules/next/dist/bin/next')
      const web = startNode([next, 'start', '-p', String(at), '-H', '127.0.0.1'], {
        env: { ...env, ...options },
        logFile: join(dataDir, 'web.log'),
      })
      undo.push(() => web.stop())
      await untilReady(at)
    }
    return { count, port, barePort, env, dataDir, figures: null, handler: [], close }
  } catch (error) {
    await close()
    throw error
  }
}

async function ownQueries({ env, dataDir }) {
  const { startNode } = await import('./processes.mjs')
  const logFile = join(dataDir, 'bench.log')
  rmSync(logFile, { force: true })
  const program = startNode(['--enable-source-maps', join('dist/bench', 'lists.mjs')], { env, logFile })
  const how = await program.exited
  const said = readFileSync(logFile, 'utf8').trim()
  if (how !== 'exit code 0')
    throw new Sentence(`The queries could not be measured (${how}):\n${said.slice(-2000)}`)
  return JSON.parse(said.split('\n').at(-1))
}

function addSamples(world, { figures, cookie }) {
  world.cookie = cookie
  world.figures ??= figures.map((figure) => ({
    ...figure,
    hand: [],
    query: [],
    page: [],
    bare: [],
    frame: [],
  }))
  for (const [place, { hand, query }] of figures.entries()) {
    world.figures[place].hand.push(...hand)
    world.figures[place].query.push(...query)
  }
}

/**
 * Each page once; beside it its bare route (the same page from a server that remembers what the list asked the database), and
 * its frame (the same page with nothing in its list).
 */
async function pagesOnce({ port, barePort, cookie, figures, handler }, round) {
  const host = `sunrise.localhost:${port}`
  for (const figure of figures) {
    const path = `/staff/applications?${figure.address || 'sort=newest'}`
    const page = await ask({ port, host, cookie, path })
    const bare = await ask({ port: barePort, host, cookie, path })
    const nothing = '/staff/applications?q=nobody-of-this-name-7'
    const empty = await ask({ port, host, cookie, path: nothing })
    // Both servers have the same to do, so that neither is the better practised one.
    await ask({ port: barePort, host, cookie, path: nothing })
    if (page.status !== 200) throw new Sentence(`${path} answered ${page.status}.`)
    // The names of the script files' nonces and the like differ by a few letters, a missing row by a thousand.
    if (Math.abs(page.bytes - bare.bytes) > 500) throw new Sentence(`${path} is another page from memory.`)
    if (round < 0) continue
    figure.page.push(page.ms)
    figure.bare.push(bare.ms)
    figure.frame.push(empty.ms)
  }
  if (round >= 0) handler.push((await ask({ port, host, cookie, path: '/api/health/live' })).ms)
}

function sumUp(world) {
  world.handler = median(world.handler)
  for (const figure of world.figures) {
    figure.handMs = median(figure.hand)
    figure.queryMs = median(figure.query)
    figure.pageMs = median(figure.page)
    figure.bareMs = median(figure.bare)
    figure.frameMs = median(figure.frame)
  }
}

function ask({ port, host, cookie, path }) {
  const began = performance.now()
  return new Promise((done, failed) => {
    const call = request({ host: '127.0.0.1', port, path, headers: { host, cookie } }, (answer) => {
      let bytes = 0
      answer.on('data', (part) => (bytes += part.length))
      answer.on('end', () => done({ status: answer.statusCode, bytes, ms: performance.now() - began }))
    })
    call.on('error', failed)
    call.end()
  })
}

async function untilReady(port) {
  for (let turn = 0; turn < 300; turn++) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/health/live`).catch(() => null)
    if (answer?.ok) return
    await new Promise((done) => setTimeout(done, 200))
  }
  throw new Sentence('The portal did not become ready.')
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}

function ms(value) {
  return value < 10 ? value.toFixed(2) : value.toFixed(1)
}

function report(worlds) {
  const [small, large] = worlds
  const verdicts = [...worlds.flatMap(barsOf), ...sizeBars(small, large)]
  const lines = [
    '# The staff list at ten thousand and at a million applications',
    '',
    `${new Date().toISOString().slice(0, 10)} · written by \`npm run bench:staff\`: medians in milliseconds; absolute figures move with the machine, ratios are the bars`,
    '',
    `Load of the machine at the end: ${loadavg()[0].toFixed(1)} on ${cpus().length} cores; beyond one per core, other work is in every figure.`,
    '',
    'SQL: written by hand for everything the page shows of the same fifty rows, through the same driver. Query: the list as the page asks for it, its count included. Page: HTML over HTTP from the production server, signed in. Bare: the same page with the same rows, drawn by a server that remembers the answers to the list’s queries. Frame: the page with nothing in its list.',
  ]
  for (const { count, figures, handler } of worlds) {
    lines.push('', `## ${count.toLocaleString('en')} applications`, '')
    lines.push(
      '| list | rows | SQL | query | query ÷ SQL | page | bare | page − bare | frame |',
      '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    )
    for (const f of figures)
      lines.push(
        `| ${f.name} | ${f.isExact ? '' : '≥ '}${f.count.toLocaleString('en')} | ${ms(f.handMs)} | ${ms(f.queryMs)} | ${(f.queryMs / f.handMs).toFixed(1)} | ${ms(f.pageMs)} | ${ms(f.bareMs)} | ${ms(f.pageMs - f.bareMs)} | ${ms(f.frameMs)} |`,
      )
    lines.push('', `A route handler that asks nothing (\`/api/health/live\`): ${ms(handler)} ms.`)
  }
  lines.push('', '## Bars', '', '| bar | measured | |', '|---|---|---|')
  for (const { bar, measured, holds } of verdicts)
    lines.push(`| ${bar} | ${measured} | ${holds ? 'PASS' : 'FAIL'} |`)
  return `${lines.join('\n')}\n`
}

function barsOf({ count, figures }) {
  const name = count.toLocaleString('en')
  const total = (key) => median(figures.map((figure) => figure[key]))
  const allowed = bars.timesOwnSql * total('handMs') + total('bareMs')
  const [first, deep] = figures
  const deepRatio = deep.queryMs / first.queryMs
  const pageRatio = deep.pageMs / first.pageMs
  const wrong = figures.filter(({ isSame }) => !isSame).map(({ name: each }) => each)
  const complaints = figures.flatMap((figure) => figure.complaints.map((each) => `${figure.name}: ${each}`))
  return [
    {
      bar: `${name}: median page ≤ ${bars.timesOwnSql} × SQL + its bare route`,
      measured: `${ms(total('pageMs'))} against ${ms(allowed)} ms`,
      holds: total('pageMs') <= allowed,
    },
    {
      bar: `${name}: last page ÷ first page ≤ ${bars.deepOverFirst}, as query and as page`,
      measured: `${deepRatio.toFixed(2)} and ${pageRatio.toFixed(2)}`,
      holds: deepRatio <= bars.deepOverFirst && pageRatio <= bars.deepOverFirst,
    },
    {
      bar: `${name}: the same rows as by hand`,
      measured: wrong.join(', ') || 'all',
      holds: wrong.length === 0,
    },
    {
      bar: `${name}: no OFFSET, no count(*), no reading of every card`,
      measured: complaints.join(', ') || 'none',
      holds: complaints.length === 0,
    },
  ]
}

function sizeBars(small, large) {
  const ratios = (key) => large.figures.map((figure, place) => figure[key] / small.figures[place][key])
  return [
    ['query', 'queryMs'],
    ['page', 'pageMs'],
  ].map(([word, key]) => {
    const all = ratios(key)
    const worst = Math.max(...all)
    return {
      bar: `1,000,000 ÷ 10,000, median ${word} ≤ ${bars.largeOverSmall}`,
      measured: `${median(all).toFixed(2)} (worst ${worst.toFixed(2)}: ${large.figures[all.indexOf(worst)].name})`,
      holds: median(all) <= bars.largeOverSmall,
    }
  })
}
