import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = process.cwd()
const parts = ['app', 'components', 'lib', 'db', 'e2e', 'docs', 'public']
let copy = ''

// A copy of the whole project: a new provider is added to it as the README says, and nothing else.
beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'fourth-provider-'))
  const files = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isFile())
  await Promise.all([
    ...parts.map((part) => cp(join(root, part), join(copy, part), { recursive: true })),
    ...files.map(({ name }) => cp(join(root, name), join(copy, name))),
    symlink(join(root, 'node_modules'), join(copy, 'node_modules')),
  ])
  const folder = join(copy, 'lib/providers/assessments')
  await cp(join(folder, 'studyhq'), join(folder, 'acme'), { recursive: true })
  await rename(join(folder, 'acme/studyhq.contract.test.ts'), join(folder, 'acme/acme.contract.test.ts'))
  await inEveryFile(join(folder, 'acme'), (text) =>
    text
      .replaceAll("'studyhq'", "'acme'")
      .replaceAll(/\bstudyhq(?!\.com)(?=[:.,; }]|Simulator)/g, 'acme')
      .replaceAll('StudyHQ', 'Acme'),
  )
}, 60_000)

afterAll(() => rm(copy, { recursive: true, force: true }))

const registryLine = "  acme: doorOf('acme', acme),\n"
const simulatorLine = '  acme: acmeSimulator,\n'

describe('a fourth provider', () => {
  test('without its two lines the project says which line is missing where', async () => {
    const said = await vitest(['lib/architecture.test.ts', '-t', 'every assessment provider folder'])
    expect(said.code).not.toBe(0)
    expect(said.text).toContain('lib/providers/assessments/registry.ts: no line for acme')
    expect(said.text).toContain('lib/providers/simulators.ts: no line for acme')
  }, 60_000)

  test('with one of them left out, the other is asked for by name', async () => {
    await addLine('lib/providers/assessments/registry.ts', registryLine, "import { acme } from './acme'\n")
    const said = await vitest(['lib/architecture.test.ts', '-t', 'every assessment provider folder'])
    expect(said.code).not.toBe(0)
    expect(said.text).toContain('lib/providers/simulators.ts: no line for acme')
    expect(said.text).not.toContain('registry.ts: no line for acme')
  }, 60_000)

  test('with both, its copied contract and the project’s own rules pass', async () => {
    await addLine(
      'lib/providers/simulators.ts',
      simulatorLine,
      "import { acmeSimulator } from './assessments/acme/simulator'\n",
    )
    const said = await vitest([
      'lib/providers/assessments/acme',
      'lib/providers/assessments/registry.test.ts',
      'lib/architecture.test.ts',
      '-t',
      // Words for a settings page, and paths in git, are not part of the two lines.
      '^(?!.*(setting|tracked)).*$',
    ])
    expect(said.text).toMatch(/Tests\s+\d{2,} passed/)
    expect(said.code, said.text.slice(-3_000)).toBe(0)
  }, 120_000)
})

async function inEveryFile(folder: string, change: (text: string) => string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    await writeFile(file, change(await readFile(file, 'utf8')))
  }
}

/** Adds an import at the top and a line at the end of the file's object, as a person would. */
async function addLine(file: string, line: string, imported: string): Promise<void> {
  const path = join(copy, file)
  const text = await readFile(path, 'utf8')
  const at = text.indexOf('} satisfies')
  expect(at).toBeGreaterThan(0)
  await writeFile(path, imported + text.slice(0, at) + line + text.slice(at))
}

function vitest(words: string[]): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'rules', '--no-color', ...words],
      { cwd: copy, stdio: 'pipe', env: { ...process.env, NO_COLOR: '1', VITEST: undefined } },
    )
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()))
    child.on('close', (code) => resolve({ code, text }))
  })
}
