import './node-version.mjs'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root, runCommand, say } from './command.mjs'
import { installPackages } from './install.mjs'

/** More seeds where there are fewer sitters, so that every row is about as certain. */
const seedsOf = { 500: 120, 3000: 10, 9000: 4 }
/** Seeds that nothing was tuned on: the scheduler's numbers were chosen on those from 1 up. */
const firstSeed = 5001
/** Mean seconds as published for rules of this kind, in the order of the scenarios; the last one is the best of each row. */
const listed = {
  oracle: [0.2, 0.3, 0.5, 5.8],
  'round-robin': [37, 365, 865, 836],
  'hazard only': [24, 169, 468, 951],
  'redirect + round-robin': [8.3, 56, 117, 126],
  'redirect + hazard': [4.1, 26.5, 73, 161],
}
const bestListed = [4.1, 26.5, 73, 126]

/** The simulation is TypeScript without imports from outside: one file for plain Node. */
async function load() {
  const esbuild = await import('esbuild')
  const outfile = join(root, 'node_modules/.pravesh-bench-sync.mjs')
  await esbuild.build({
    entryPoints: [join(root, 'lib/domain/assessments/simulation/bench.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  })
  await esbuild.stop()
  try {
    return await import(pathToFileURL(outfile).href)
  } finally {
    rmSync(outfile, { force: true })
  }
}

/** The second scenario with every callback and return lost. */
const silence = (bench, policies) =>
  ['ours', 'hazard only', 'round-robin'].map((name) => [
    name,
    bench.lineOf(bench.scenarios[1], () => ({ ...policies[name](), ignoresHints: true }), 4, firstSeed),
  ])

const nameOf = ({ sitters, startMinutes }) => `${sitters.toLocaleString('en')} in ${startMinutes} min`
const seconds = (value) => (value < 10 ? value.toFixed(1) : value.toFixed(0))
const words = (line) =>
  `mean ${line.meanSeconds.toFixed(1)} s, 95 % ${line.p95Seconds.toFixed(0)} s, ${line.callsPerResult.toFixed(2)} calls per result, ${line.callsFromReturn.toFixed(2)} from the return on, ${line.missing} missing`

function report(bench, rows, silent) {
  const names = [...new Set(rows.map(({ name }) => name))]
  const of = (at, name) => rows.find((row) => row.at === at && row.name === name)
  const table = (title, cell) =>
    [
      `| ${title} | ${names.join(' | ')} |`,
      `|---|${names.map(() => '---:').join('|')}|`,
      ...bench.scenarios.map(
        (scenario, at) =>
          `| ${nameOf(scenario)} | ${names.map((name) => cell(of(at, name), at)).join(' | ')} |`,
      ),
    ].join('\n')
  const best = (at) =>
    Math.min(
      ...Object.keys(listed)
        .filter((name) => name !== 'oracle')
        .map((name) => of(at, name).meanSeconds),
    )
  const ours = rows.filter(({ name }) => name === 'ours')
  const pooled =
    ours.reduce((sum, { calls, scenario }) => sum + calls / seedsOf[scenario.sitters], 0) /
    ours.reduce((sum, { results, scenario }) => sum + results / seedsOf[scenario.sitters], 0)
  return `# Who is asked next: the scheduler in simulation

${new Date().toISOString().slice(0, 10)} · written by \`npm run bench:sync\` (simulated time; the same seeds give the same figures)

One connection with 300 calls per 120 s as a slot ring, one call per result, tests of median 45 minutes that end at 60 at the latest (spread 9), 85 % of browsers returning, a round trip of 0.15 s. Averages over ${bench.scenarios.map(({ sitters }) => seedsOf[sitters]).join(', ')} seeds on which nothing was tuned. *Ours* has learned from 1,000 earlier sittings; *first day* knows only that the test lasts 60 minutes; the hazard rules are given the true distribution.

## Seconds from finish to fetched: mean (95th percentile)

${table('sitters', (row) => `${seconds(row.meanSeconds)} (${row.p95Seconds.toFixed(0)})`)}

## Ours against the best rule of each row

| sitters | ours | best measured here | best published | least possible (oracle) |
|---|---:|---:|---:|---:|
${bench.scenarios.map((scenario, at) => `| ${nameOf(scenario)} | ${of(at, 'ours').meanSeconds.toFixed(2)} | ${best(at).toFixed(2)} | ${bestListed[at]} | ${of(at, 'oracle').meanSeconds.toFixed(2)} |`).join('\n')}

## Calls per delivered result

${table('sitters', (row) => row.callsPerResult.toFixed(2))}

All four together, ours: **${pooled.toFixed(2)}** calls per result.

For those whose browser returns, ours spends from the return on ${ours.map(({ callsFromReturn }) => callsFromReturn.toFixed(2)).join(', ')} calls, and ${ours.map(({ callsPerReturned }) => callsPerReturned.toFixed(2)).join(', ')} in all: before the end nobody can tell who will return, so looks meant for the silent 15 % fall on them too. A floor that no scheduler passes, for the published wait of each row and with calls without end: ${bestListed.map((wait) => bench.leastCallsPerReturned(wait).toFixed(2)).join(', ')}.

## Every callback and return lost (3,000 in 60 min)

| | mean (95th percentile) | calls per result | missing |
|---|---:|---:|---:|
${silent.map(([name, line]) => `| ${name} | ${seconds(line.meanSeconds)} (${line.p95Seconds.toFixed(0)}) | ${line.callsPerResult.toFixed(2)} | ${line.missing} |`).join('\n')}

## How near this world is to the published one

The published means (seconds), which this world was calibrated to meet; ours above is to be compared with both.

| sitters | ${Object.keys(listed).join(' | ')} |
|---|${Object.keys(listed)
    .map(() => '---:')
    .join('|')}|
${bench.scenarios
  .map(
    (scenario, at) =>
      `| ${nameOf(scenario)} | ${Object.entries(listed)
        .map(([name, means]) => `${means[at]} (here ${seconds(of(at, name).meanSeconds)})`)
        .join(' | ')} |`,
  )
  .join('\n')}

Round-robin is the one rule whose published figures leave open how newcomers enter the round; here they go first, which comes nearest without redirects, and is quicker than published in the third row and slower in the saturated one with redirects.
`
}

await runCommand(async () => {
  await installPackages()
  const bench = await load()
  const policies = bench.policies()
  const rows = []
  for (const [at, scenario] of bench.scenarios.entries()) {
    const seeds = seedsOf[scenario.sitters]
    say(`\n${nameOf(scenario)}, ${seeds} seeds`)
    for (const [name, policy] of Object.entries(policies)) {
      const line = bench.lineOf(scenario, policy, seeds, firstSeed)
      rows.push({ at, scenario, name, ...line })
      say(`  ${name.padEnd(24)} ${words(line)}`)
    }
  }
  const silent = silence(bench, policies)
  for (const [name, line] of silent) say(`  nobody tells us: ${name.padEnd(12)} ${words(line)}`)
  const file = join(root, 'docs/bench/sync.md')
  mkdirSync(join(root, 'docs/bench'), { recursive: true })
  const { format } = await import('prettier')
  writeFileSync(file, await format(report(bench, rows, silent), { parser: 'markdown' }))
  say('\nWritten to docs/bench/sync.md.')
})
