import { expect, test } from 'vitest'
import { readSort, writeSort } from '@/lib/domain/applications/sort'
import { pressSort } from './press-sort'

const after = (now: string, by: 'name' | 'score' | 'created', adds = false) =>
  writeSort(pressSort(readSort(now.split(',')), by, adds)).join(',')

test('a header pressed alone sorts by it, and pressed again turns the order round', () => {
  expect(after('-created', 'name')).toBe('name')
  expect(after('-created', 'score')).toBe('-score')
  expect(after('name', 'name')).toBe('-name')
  expect(after('-name', 'name')).toBe('name')
})

test('a header pressed alone leaves every other key of the order', () => {
  expect(after('-score,name', 'name')).toBe('name')
})

test('a header pressed with Shift joins the order, turns round, and leaves it again', () => {
  expect(after('-score', 'name', true)).toBe('-score,name')
  expect(after('-score,name', 'name', true)).toBe('-score,-name')
  expect(after('-score,-name', 'name', true)).toBe('-score')
  expect(after('-score,name', 'score', true)).toBe('score,name')
})
