import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchProgramme, plainCourse, type KnownProgramme } from './match'

const programmes: KnownProgramme[] = [
  {
    id: 'cse',
    code: 'BT-CSE',
    names: ['B.Tech Computer Science and Engineering', 'बी.टेक कंप्यूटर विज्ञान'],
    aliases: ['Computer Engineering'],
  },
  { id: 'phy', code: 'BSC-PHY', names: ['B.Sc Physics'], aliases: [] },
  { id: 'phyh', code: 'BSCH-PHY', names: ['B.Sc (Hons) Physics'], aliases: [] },
  { id: 'bba', code: 'BBA', names: ['Bachelor of Business Administration'], aliases: ['Management'] },
  { id: 'bms', code: 'BMS', names: ['Management Studies'], aliases: ['Management'] },
]

describe('a recommended course and the programme it means here', () => {
  test.each([
    ['BT-CSE', 'cse', 'code'],
    ['bt cse', 'cse', 'code'],
    ['computer engineering', 'cse', 'alias'],
    ['B.Tech. in Computer Science & Engineering', 'cse', 'name'],
    ['BTech - Computer Science and Engineering', 'cse', 'name'],
    ['Bachelor of Technology (Computer Science and Engineering)', 'cse', 'name'],
    ['बी.टेक कंप्यूटर विज्ञान', 'cse', 'name'],
    ['BSc (Honours) in Physics', 'phyh', 'name'],
    ['B.Sc. Hons. Physics', 'phyh', 'name'],
    ['Bachelor of Science in Physics', 'phy', 'name'],
    ['B.B.A.', 'bba', 'code'],
  ])('%s is %s by %s', (course, programmeId, by) => {
    expect(matchProgramme(course, programmes)).toEqual({ programmeId, by })
  })

  test.each([
    '',
    '…',
    'Computer Science',
    'B.Tech Computer Science',
    'Physics',
    'M.Tech Computer Science and Engineering',
  ])('%s is not guessed at', (course) => expect(matchProgramme(course, programmes)).toBeNull())

  test('a name that fits two programmes is left to staff', () => {
    expect(matchProgramme('Management', programmes)).toBeNull()
  })

  test('writing a name one way twice changes nothing more, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(plainCourse(plainCourse(name))).toBe(plainCourse(name))
      }),
    )
  })
})
