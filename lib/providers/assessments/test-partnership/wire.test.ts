import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseLenient } from './lenient-json'
import {
  readAnswer,
  readAssessments,
  readCreated,
  readEndTime,
  readFlag,
  readId,
  readIsCandidate,
  readNumber,
  readSheet,
  readToken,
  readUtcInstant,
} from './wire'

describe('text that is not quite JSON', () => {
  test.each<[string, unknown]>([
    ['{"a":1}', { a: 1 }],
    ['\uFEFF{"a":1}', { a: 1 }],
    ['{“a":”b”}', { a: 'b' }],
    ['{“Errors"[],\n"a":1}', { Errors: [], a: 1 }],
    ['{"a":[{"b":1,},],}', { a: [{ b: 1 }] }],
    ['{"a":[]\n"b":null}', { a: [], b: null }],
    ['{"a":[{"b":1},{to N Test Details}]}', { a: [{ b: 1 }, {}] }],
    ['{ 200 }', {}],
    ['{"a": True, "b": FALSE, "c": -1.5,}', { a: true, b: false, c: -1.5 }],
    ['{"name":"The “Big” test","b":1,}', { name: 'The “Big” test', b: 1 }],
    ['{"a":"x\\"y\\u0041\\n",}', { a: 'x"yA\n' }],
    ['{"a":,"b":2}', { a: null, b: 2 }],
    // An answer that was cut off: half a result must not pass for a whole one.
    ['{"a":{"b":1', undefined],
    ['{"a":[{"b":1},', undefined],
    ['{"a":"x', undefined],
    ['{"__proto__":{"x":1},}', JSON.parse('{"__proto__":{"x":1}}')],
    ['<html>', undefined],
    ['', undefined],
    ['PK\u0003\u0004', undefined],
    ['200', 200],
  ])('%j', (text, value) => {
    expect(parseLenient(text)).toEqual(value)
  })

  test('a text that nests without end, or never ends, is read in no time', () => {
    const began = performance.now()
    parseLenient('{"a":['.repeat(100_000))
    parseLenient(`{“a":"${'”  '.repeat(100_000)}`)
    parseLenient(`{${','.repeat(300_000)}`)
    expect(performance.now() - began).toBeLessThan(1_500)
  })
})

test.each<[unknown, number | null]>([
  [4, 4],
  ['4', 4],
  [' -0.45454545 ', -0.45454545],
  ['+2', 2],
  ['', null],
  [' ', null],
  [null, null],
  [undefined, null],
  ['NaN', null],
  [Number.NaN, null],
  [Number.POSITIVE_INFINITY, null],
  ['1e5', null],
  ['0x10', null],
  [true, null],
  [[], null],
  ['4 of 10', null],
])('the number in %j is %j: nothing is never zero', (value, number) => {
  expect(readNumber(value)).toBe(number)
})

test.each<[unknown, boolean | null]>([
  ['True', true],
  ['False', false],
  [true, true],
  [' false ', false],
  [1, true],
  ['', null],
  ['maybe', null],
])('the yes or no in %j is %j', (value, flag) => {
  expect(readFlag(value)).toBe(flag)
})

test.each<[unknown, string | null]>([
  [1182, '1182'],
  [' 1182 ', '1182'],
  ['0091', '91'],
  [0, null],
  ['0', null],
  [-3, null],
  [1.5, null],
  ['1/2', null],
  ['', null],
  [{}, null],
])('the id in %j is %j', (value, id) => {
  expect(readId(value)).toBe(id)
})

test('a submission date has no zone and is UTC', () => {
  expect(readUtcInstant('2015-05-28T14:05:29')).toEqual(new Date('2015-05-28T14:05:29Z'))
  expect(readUtcInstant('2015-05-28T14:05:29+05:30')).toEqual(new Date('2015-05-28T08:35:29Z'))
  for (const nothing of ['', null, 5, '28/05/2015', '2015-13-45T00:00:00', 'soon'])
    expect(readUtcInstant(nothing)).toBeNull()
})

test.each([
  ['06/03/2017 10:32:20', 'dd/MM', '2017-03-06T10:32:20Z'],
  ['06/03/2017 10:32:20', 'MM/dd', '2017-06-03T10:32:20Z'],
  ['28/03/2017 10:32', 'MM/dd', '2017-03-28T10:32:00Z'],
  ['03/28/2017', 'dd/MM', '2017-03-28T00:00:00Z'],
  ['2017-03-06T10:32:20', 'dd/MM', '2017-03-06T10:32:20Z'],
] as const)('the end time %s, read as %s, is %s', (text, order, iso) => {
  expect(readEndTime(text, order)).toEqual(new Date(iso))
})

test('an end time that is no time is none', () => {
  for (const text of ['31/02/2017 10:00:00', '06/03/2017 25:00:00', '', 'yesterday', null])
    expect(readEndTime(text, 'dd/MM')).toBeNull()
})

test('ids, names and lists are found under every spelling that was seen', () => {
  const answer = readAnswer({
    assessments: [
      {
        ID: '9',
        projectName: 'P',
        assessmentSections: [{ AssessmentSectionId: 91833, assessment_section_name: 'A' }],
      },
      { Id: 0 },
      null,
      'x',
    ],
  })
  expect(readAssessments(answer)).toEqual([
    { id: '9', projectName: 'P', sections: [{ id: '91833', name: 'A', minutes: null }] },
  ])
})

test('complaints are heard in every form', () => {
  const heard = (body: unknown) => readAnswer(body).errors
  expect(heard({ Errors: [] })).toEqual([])
  expect(heard({ Errors: null })).toEqual([])
  expect(heard({})).toEqual([])
  expect(heard({ errors: { key: 'Id', message: 'no' } })).toEqual([{ key: 'Id', message: 'no' }])
  expect(heard({ Errors: ['no'] })).toEqual([{ key: '', message: 'no' }])
  expect(heard({ Error: 'no' })).toEqual([{ key: '', message: 'no' }])
})

test('no text, JSON value or answer makes a reader throw', () => {
  const keys = fc.constantFrom(
    ...[
      'Errors',
      'Key',
      'Message',
      'Assessment',
      'Assessments',
      'AssessmentSections',
      'Id',
      'Tests',
      'TestName',
    ],
    ...['Status', 'Score', 'Scales', 'Scale', 'Groups', 'Group', 'StenScore', 'IsCandidate', 'AccessToken'],
  )
  const { tree } = fc.letrec<{ tree: unknown; leaf: unknown }>((tie) => ({
    leaf: fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.constantFrom(null, '', 'True', 'False', '4', 'Submitted', true),
    ),
    tree: fc.oneof(
      { depthSize: 'small' },
      tie('leaf'),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(keys, tie('tree'), { maxKeys: 6 }),
    ),
  }))
  const readAll = (body: unknown) => {
    const answer = readAnswer(body)
    readCreated(answer)
    readAssessments(answer)
    readIsCandidate(answer)
    readToken(answer, 'AccessToken')
    return readSheet(answer)
  }
  fc.assert(
    fc.property(fc.oneof(tree, fc.jsonValue()), (body) => void readAll(body)),
    { numRuns: 4_000 },
  )
  const pieces = fc.constantFrom(
    ...'{}[]":,“” \n\\',
    'null',
    '200',
    'Errors',
    '"Key"',
    '\uFEFF',
    'ü',
    '\\u00',
  )
  const broken = fc.array(pieces, { maxLength: 40 }).map((parts) => `{${parts.join('')}`)
  fc.assert(
    fc.property(fc.oneof(broken, fc.string({ unit: 'binary' })), (text) => void readAll(parseLenient(text))),
    { numRuns: 6_000 },
  )
})
