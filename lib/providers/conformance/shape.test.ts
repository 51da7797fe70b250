import { expect, test } from 'vitest'
import fc from 'fast-check'
import { scrubbed } from './scrub'
import { collectTypes, compare, either, fields, is, listOf } from './shape'

const person = fields({
  'Status!': is('word'),
  'Email|E-mail': is('text'),
  'Id!': is('id'),
  Score: is('numeric', 'null'),
})

test('names are compared without case, spaces, hyphens and underscores', () => {
  const { differences, unknown } = compare({ ' status ': 'Done', e_mail: 'a@b.example', ID: '7' }, person)
  expect([differences, unknown]).toEqual([[], []])
})

test('a sample shows words and ids, and masks every other text', () => {
  const { sample } = compare(
    { Status: 'Done', Email: 'asha@college.example', Id: 7, Nickname: 'Ash' },
    person,
  )
  expect(sample).toEqual({ Status: 'Done', Email: '•••', Id: 7, Nickname: '•••' })
})

test('missing, wrong and unknown fields are told apart', () => {
  const { differences, unknown } = compare([{ Status: 4, Colour: 'red' }], listOf(person))
  expect(differences).toEqual([
    { path: '[]', expected: 'a field Id', met: 'the fields Status, Colour' },
    { path: '[].Status', expected: 'text', met: 'a whole number' },
  ])
  expect(unknown).toEqual([{ path: '[].Colour', type: 'text' }])
})

test('of several shapes the closest counts', () => {
  const shape = either(person, fields({ 'data!': person }))
  expect(compare({ data: { Status: 'Done', Id: 1 } }, shape).differences).toEqual([])
})

test('no answer, however odd, makes the comparison throw', () => {
  const shape = either(person, listOf(person), fields({ 'data!': listOf(is('guid')) }))
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      compare(value, shape)
      collectTypes(value, {})
    }),
    { numRuns: 2_000 },
  )
})

test('a secret is struck out wherever it stands, also as part of an address', () => {
  const text = JSON.stringify(
    scrubbed({ a: 'x p@ss word/1', b: ['q?p=p%40ss%20word%2F1'], 'p@ss word/1': 1 }, ['p@ss word/1']),
  )
  expect(text).toBe('{"a":"x •••","b":["q?p=•••"],"•••":1}')
})

test('fields called after something every object has are fields like others', () => {
  const types = {}
  collectTypes(JSON.parse('{"constructor":1,"__proto__":{"toString":"x"}}'), types)
  expect(Object.entries(types)).toEqual([
    ['(the answer)', ['object']],
    ['constructor', ['number']],
    ['__proto__', ['object']],
    ['__proto__.toString', ['text']],
  ])
})
