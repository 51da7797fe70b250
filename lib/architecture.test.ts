import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refusalCodes } from '@/lib/domain/shared/refusals'
import { assessmentProviders } from '@/lib/providers/assessments/registry'
import { paymentGateways } from '@/lib/providers/payments/registry'
import { simulators } from '@/lib/providers/simulators'
import { eventNames } from '@/lib/platform/events'

// The structure, tested like behaviour: what a newcomer may rely on when looking for a file.
const sources = filesBelow(['app', 'components', 'lib', 'db', 'e2e']).concat([
  'worker.ts',
  'proxy.ts',
  'instrumentation.ts',
])
const textOf = (file: string) => readFileSync(file, 'utf8')
const messagesOf = (locale: string, namespace: string): Record<string, unknown> =>
  JSON.parse(textOf(`lib/platform/i18n/${locale}/${namespace}.json`))

test('a feature has only its five files, their tests, and folders of verbs, questions and kinds', () => {
  const allowed =
    /^testing\.ts$|^(schema|queries|commands|actions|jobs)(\.db)?(\.test)?\.ts$|^(commands|queries)\/[a-z0-9-]+(\.db)?(\.test)?\.tsx?$|^commands$|^queries$|^kinds\/[a-z0-9-]+(\.test)?\.ts$/
  const odd = readdirSync('lib/features').flatMap((feature) =>
    filesBelow([`lib/features/${feature}`])
      .map((file) => file.slice(`lib/features/${feature}/`.length))
      .filter((file) => !allowed.test(file))
      .map((file) => `${feature}/${file}`),
  )
  expect(odd).toEqual([])
})

test('only actions.ts files can be called by a browser, and every export of theirs is declared', () => {
  const callable = sources.filter((file) => /^['"]use server['"]/m.test(textOf(file)))
  expect(callable.filter((file) => !file.endsWith('/actions.ts'))).toEqual([])
  for (const file of callable) {
    const exported = textOf(file).match(/^export .*$/gm) ?? []
    expect(
      exported.filter((line) => !/^export (const \w+ = defineAction|type )/.test(line)),
      file,
    ).toEqual([])
  }
})

test('no file is called after nothing in particular', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared|manager|service|data|info)\.tsx?$/
  expect(sources.filter((file) => vague.test(file))).toEqual([])
  expect(
    sources.filter(
      (file) => /(^|\/)index\.tsx?$/.test(file) && !/^lib\/providers\/\w+\/[a-z-]+\/index\.ts$/.test(file),
    ),
  ).toEqual([])
})

test('every assessment provider folder is whole, registered and has its simulator', () => {
  const missing = foldersIn('lib/providers/assessments').flatMap((folder) => [
    ...(folder in assessmentProviders
      ? []
      : [`lib/providers/assessments/registry.ts: no line for ${folder}`]),
    ...(folder in simulators ? [] : [`lib/providers/simulators.ts: no line for ${folder}`]),
    ...providerFiles(folder)
      .filter((file) => !existsSync(`lib/providers/assessments/${folder}/${file}`))
      .map((file) => `lib/providers/assessments/${folder}: no ${file}`),
  ])
  expect(missing).toEqual([])
  expect(foldersIn('lib/providers/assessments').sort()).toEqual(Object.keys(assessmentProviders).sort())
})

const providerFiles = (folder: string) => [
  'index.ts',
  'config.ts',
  'client.ts',
  'wire.ts',
  'mapper.ts',
  'simulator.ts',
  'README.md',
  `${folder}.contract.test.ts`,
]

test('every payment gateway folder is registered and has its simulator', () => {
  const folders = foldersIn('lib/providers/payments')
  expect(folders.sort()).toEqual(Object.keys(paymentGateways).sort())
  for (const folder of folders) expect(Object.keys(simulators)).toContain(folder)
})

test.each(['en', 'hi'])('every refusal and every event has its sentence in %s', (locale) => {
  expect(refusalCodes.filter((code) => typeof messagesOf(locale, 'refusals')[code] !== 'string')).toEqual([])
  const told = messagesOf(locale, 'events')
  expect(eventNames.filter((name) => typeof told[name.replaceAll('.', '_')] !== 'string')).toEqual([])
})

test('pages stay short enough to read at a glance', () => {
  const pages = sources.filter((file) => /^app\/.*\/page\.tsx$/.test(file))
  expect(pages.length).toBeGreaterThan(10)
  expect(pages.filter((file) => textOf(file).split('\n').length > 80)).toEqual([])
})

test('no provider or domain code reads the environment, and nothing reads it but its one reader', () => {
  const readers = sources.filter(
    (file) =>
      /process\.env/.test(textOf(file)) &&
      !/\.test\.tsx?$|testing|^lib\/platform\/(env\.ts|scripts\/)|^(proxy|instrumentation)\.ts$|^e2e\//.test(
        file,
      ),
  )
  expect(readers).toEqual([])
})

test('no tracked text names a path of the machine it was written on', () => {
  const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
    .split('\n')
    .filter((file) => file && existsSync(file))
  const root = process.cwd()
  const telling = tracked.filter(
    (file) =>
      statSync(file).size < 2_000_000 &&
      !file.endsWith('package-lock.json') &&
      textOf(file).includes(`${root}/`),
  )
  expect(telling).toEqual([])
})

test('every path that README cites exists', () => {
  const cited = [...textOf('README.md').matchAll(/`((?:app|components|lib|db|e2e|docs)\/[^`*<…\s]+)`/g)].map(
    (match) => match[1] ?? '',
  )
  expect(cited.filter((path) => !existsSync(path))).toEqual([])
})

function filesBelow(folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  )
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
}
