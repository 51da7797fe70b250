import { describe, expect, test } from 'vitest'
import { isMinor, readDateOfBirth } from './date-of-birth'
import { passwordProblem } from './password'
import { asciiDigits, isPersonName, tidyLine, tidyText } from './typed-text'

const now = new Date('2026-11-21T18:29:00Z')
const born = (day: string, month: string, year: string) => readDateOfBirth({ day, month, year }, now)

describe('a date of birth', () => {
  test('is kept as a calendar date, however it was typed', () => {
    expect(born('1', '2', '2008')).toEqual({ ok: true, date: '2008-02-01' })
    expect(born(' 29 ', '02', '2008')).toEqual({ ok: true, date: '2008-02-29' })
    expect(born('१', '२', '२००८')).toEqual({ ok: true, date: '2008-02-01' })
  })

  test.each([
    ['', '', '', 'required'],
    ['1', '', '2008', 'incomplete'],
    ['29', '2', '2009', 'notReal'],
    ['1', '13', '2008', 'notReal'],
    ['1', '1', '08', 'notReal'],
    ['1', '1', '2030', 'inFuture'],
    ['22', '11', '2013', 'tooYoung'],
    ['1', '1', '1900', 'tooOld'],
  ])('%s %s %s is refused as %s', (day, month, year, problem) => {
    expect(born(day, month, year)).toEqual({ ok: false, problem })
  })

  test('thirteen years are reached on the birthday in India', () => {
    expect(born('21', '11', '2013')).toEqual({ ok: true, date: '2013-11-21' })
  })

  test('a person is a minor until the eighteenth birthday', () => {
    expect(isMinor('2008-11-22', now)).toBe(true)
    expect(isMinor('2008-11-21', now)).toBe(false)
  })
})

describe('a new password', () => {
  test.each(['neem tree monsoon', 'हरी पत्ती और बारिश', 'Tr1cky-enough!'])('"%s" is accepted', (password) => {
    expect(passwordProblem(password, 'asha@example.org')).toBeNull()
  })

  test.each([
    ['', 'required'],
    ['short', 'tooShort'],
    ['x1y2'.repeat(40), 'tooLong'],
    ['Password@123', 'common'],
    ['P@ssword123', 'common'],
    ['1234567890', 'common'],
    ['9876543210', 'common'],
    ['abababababab', 'common'],
    ['asha.rao@example.org', 'common'],
    ['asha.rao2008', 'common'],
  ])('"%s" is refused as %s', (password, problem) => {
    expect(passwordProblem(password, 'asha.rao@example.org')).toBe(problem)
  })
})

describe('typed text', () => {
  test.each(['Asha', 'K. Kavitha', "Siobhan D'Souza", 'Anne-Marie', 'अक्षय कुमार', 'क्\u200dष', 'தமிழ்'])(
    '%s is a name',
    (name) => {
      expect(isPersonName(name)).toBe(true)
    },
  )

  test.each(['', '.', '12', 'Asha2', '<b>Asha</b>', 'asha@example.org'])('"%s" is not a name', (name) => {
    expect(isPersonName(name)).toBe(false)
  })

  test('loses stray spaces, carriage returns and the one character a database refuses', () => {
    expect(tidyLine('  Asha\u0000   Rao ')).toBe('Asha Rao')
    expect(tidyText(' one\r\ntwo\rthree ')).toBe('one\ntwo\nthree')
    expect(asciiDigits('४११००१')).toBe('411001')
  })
})
