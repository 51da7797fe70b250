import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { assessmentProviders, findAssessmentProvider } from './registry'

const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
)

test('every provider folder is registered, and every registered provider has a folder', () => {
  expect(folders.sort()).toEqual(Object.keys(assessmentProviders).sort())
})

test.each(folders)('the folder %s is complete', (folder) => {
  const files = readdirSync(`${import.meta.dirname}/${folder}`)
  const asked = [
    'index.ts',
    'config.ts',
    'client.ts',
    'wire.ts',
    'mapper.ts',
    'simulator.ts',
    'fixtures',
    `${folder}.contract.test.ts`,
    'README.md',
  ]
  expect(files).toEqual(expect.arrayContaining(asked))
})

test.each(folders)('the simulator of %s and its client are strangers', (folder) => {
  const files = readdirSync(`${import.meta.dirname}/${folder}`).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  for (const file of files) {
    const text = readFileSync(`${import.meta.dirname}/${folder}/${file}`, 'utf8')
    const imported = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from ?? '')
    const inside = imported.filter((from) => from.startsWith('.'))
    const isSimulator = file.startsWith('simulator')
    expect(
      inside.filter((from) => from.startsWith('./simulator') !== isSimulator),
      file,
    ).toEqual([])
  }
})

test('an id this build does not know is nobody, even one that every object has', () => {
  expect(findAssessmentProvider('studyhq')?.label).toBe('StudyHQ')
  for (const id of ['', 'StudyHQ', 'toString', '__proto__']) expect(findAssessmentProvider(id)).toBeNull()
})
