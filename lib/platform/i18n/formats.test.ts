import { expect, test } from 'vitest'
import { calendarDateIn, indiaDateIn, instantIn } from './formats'

const lastMinute = new Date('2026-11-21T18:29:00Z')

test('a deadline is spelled in India time, in the language of the reader', () => {
  expect(instantIn('en', lastMinute)).toBe('21 Nov 2026, 11:59 pm IST')
  expect(instantIn('hi', lastMinute)).toBe('21 नव॰ 2026, 11:59 pm IST')
})
test('every English month has three letters', () => {
  expect(indiaDateIn('en', new Date('2026-09-05T12:00:00Z'))).toBe('5 Sep 2026')
})
test('an instant after midnight in India carries the new date though it is still yesterday in UTC', () => {
  expect(indiaDateIn('en', new Date('2026-11-21T18:31:00Z'))).toBe('22 Nov 2026')
})
test('a date of birth is the same day everywhere', () => {
  expect(calendarDateIn('en', '2008-02-11')).toBe('11 Feb 2008')
  expect(calendarDateIn('hi', '2008-02-11')).toContain('11')
})
