import { expect, test } from 'vitest'
import { listColumns, readColumns, usualColumns } from './columns'

test('a list nobody has arranged shows the usual columns', () => {
  expect(readColumns(null)).toEqual(usualColumns)
  expect(readColumns([])).toEqual(usualColumns)
  expect(readColumns(['password'])).toEqual(usualColumns)
})

test('chosen columns keep their order, and the number stands first whatever was chosen', () => {
  expect(readColumns(['score', 'applicant', 'number'])).toEqual(['number', 'score', 'applicant'])
  expect(readColumns(['fee'])).toEqual(['number', 'fee'])
})

test('a column is shown once, and one that the list does not know is left out', () => {
  expect(readColumns(['score', 'colour', 'score'])).toEqual(['number', 'score'])
  for (const column of usualColumns) expect(listColumns).toContain(column)
})
