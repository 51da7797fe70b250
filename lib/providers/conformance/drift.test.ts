import { expect, test } from 'vitest'
import { driftBetween } from './drift'
import { fingerprintOf } from './run'
import { type Shapes, collectTypes } from './shape'

const shapesOf = (answer: unknown): Shapes => {
  const types: Record<string, string[]> = {}
  collectTypes(answer, types)
  return { report: types }
}
const drift = (before: unknown, now: unknown) =>
  driftBetween(shapesOf(before), shapesOf(now)).map(({ path, change }) => `${path} ${change}`)

test('other values of the same kind are no drift', () => {
  expect(
    drift(
      { tests: [{ id: 1, name: 'A' }] },
      {
        tests: [
          { id: 2, name: 'B' },
          { id: 3, name: 'C' },
        ],
      },
    ),
  ).toEqual([])
  expect(drift({ score: 4 }, { score: 4.5 })).toEqual([])
})

test('a new, a vanished and a retyped field are named by their place', () => {
  expect(drift({ tests: [{ id: 1, name: 'A' }] }, { tests: [{ id: 'x', title: 'A' }] })).toEqual([
    'tests[].id retyped',
    'tests[].name gone',
    'tests[].title new',
  ])
})

test('where nothing stood, nothing can be compared', () => {
  expect(drift({ tests: [], status: null }, { tests: [{ id: 1 }], status: 'Done' })).toEqual([])
  expect(drift({ courses: null }, { courses: [{ name: 'CSE' }] })).toEqual([])
})

test('an answer that only one of the runs asked for is left alone', () => {
  expect(driftBetween(shapesOf({ a: 1 }), { other: { b: ['text'] } })).toEqual([])
})

test('the fingerprint follows places and types, not values or order', () => {
  expect(fingerprintOf(shapesOf({ a: 1, b: 'x' }))).toBe(fingerprintOf(shapesOf({ b: 'y', a: 7 })))
  expect(fingerprintOf(shapesOf({ a: 1 }))).not.toBe(fingerprintOf(shapesOf({ a: '1' })))
})
