import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Capabilities, OpenProvider } from './contract'
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

const promised: [keyof OpenProvider, (can: Capabilities) => boolean][] = [
  ['cancelAttempt', ({ supportsCancel }) => supportsCancel],
  ['resetSection', ({ supportsSectionReset }) => supportsSectionReset],
  ['orderVerification', ({ supportsVerification }) => supportsVerification],
  ['fetchReports', ({ reports }) => reports !== 'none'],
  ['eraseCandidate', ({ supportsErasure }) => supportsErasure],
  ['listTests', ({ hasCatalogue }) => hasCatalogue],
  ['listEnded', ({ supportsReconcile }) => supportsReconcile],
]

test.each(Object.entries(assessmentProviders))('%s can do what it says, and no more', (id, door) => {
  // Settings complete enough to open every folder: each takes the names it knows.
  const settings = {
    tokenId: 'id',
    tokenSecret: 'secret',
    projectId: 'p',
    apiKey: 'key',
    testId: '1',
    username: 'user',
    password: 'password',
    projectAccessKey: 'key',
  }
  const open = door.open(settings)
  expect(open.id).toBe(id)
  for (const [verb, isPromised] of promised)
    expect([verb, open[verb] !== undefined]).toEqual([verb, isPromised(door.capabilities)])
  expect(door.readHint !== undefined).toBe(door.capabilities.hasCallback)
  expect(door.budget.calls).toBeGreaterThan(0)
})

test.each(Object.entries(assessmentProviders))(
  'every setting of %s is asked for on its page',
  (_id, door) => {
    const asked = door.fields.map(({ name }) => name)
    expect(new Set(asked).size).toBe(asked.length)
    expect(asked).toEqual(expect.arrayContaining([...door.secretFields]))
    for (const { name, kind } of door.fields)
      expect(kind === 'secret', name).toBe(door.secretFields.includes(name))
  },
)

test('an id this build does not know is nobody, even one that every object has', () => {
  expect(findAssessmentProvider('studyhq')?.label).toBe('StudyHQ')
  for (const id of ['', 'StudyHQ', 'toString', '__proto__']) expect(findAssessmentProvider(id)).toBeNull()
})
