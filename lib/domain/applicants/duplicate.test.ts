import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ApplicantKeys, emailKey, pairOf, personsOf, suspicionOf } from './duplicate'
import { nameKeys } from './name-keys'

const person = (given: Partial<ApplicantKeys> & { name?: string; email?: string } = {}): ApplicantKeys => ({
  ...nameKeys(given.name ?? 'Asha Verma'),
  emailKey: emailKey(given.email ?? `${Math.random()}@sandbox.test`),
  mobile: given.mobile ?? `+91${Math.floor(Math.random() * 1e10)}`,
  dateOfBirth: given.dateOfBirth ?? `2008-01-${Math.random()}`,
})

describe('a name is the same name', () => {
  test.each([
    ['Asha Verma', 'verma  ASHA'],
    ['Ms. Asha Verma', 'Asha Verma'],
    ['José Dias', 'Jose Dias'],
  ])('%s and %s', (one, other) => {
    expect(nameKeys(one).nameKey).toBe(nameKeys(other).nameKey)
  })

  test.each([
    ['Asha Verma', 'आशा वर्मा'],
    ['Lakshmi Iyer', 'Laxmi Iyer'],
    ['Vikas Choudhary', 'Vikash Chaudhari'],
    ['Wasim Zaidi', 'Vaseem Jaidi'],
    ['Deepak Sharma', 'दीपक शर्मा'],
  ])('%s sounds as %s', (one, other) => {
    expect(nameKeys(one).soundKey).toBe(nameKeys(other).soundKey)
  })

  test('Asha and Usha are two people, and so are Ravi and Rohan', () => {
    expect(nameKeys('Asha Rao').soundKey).not.toBe(nameKeys('Usha Rao').soundKey)
    expect(nameKeys('Ravi Rao').soundKey).not.toBe(nameKeys('Rohan Rao').soundKey)
  })
})

describe('two accounts are suspected', () => {
  test('when their addresses differ only by dots and a tag', () => {
    const found = suspicionOf(
      person({ email: 'asha.v+test@gmail.com' }),
      person({ email: 'ashav@gmail.com' }),
    )
    expect(found?.reasons).toContain('same_email')
  })
  test('when name and birth date are the same', () => {
    const born = { dateOfBirth: '2008-02-11' }
    expect(suspicionOf(person(born), person(born))?.reasons).toEqual(['same_name_and_birth'])
  })
  test('when the name is spelt another way and mobile and birth date are the same: almost certainly', () => {
    const both = { dateOfBirth: '2008-02-11', mobile: '+919876543210' }
    const found = suspicionOf(person(both), person({ ...both, name: 'आशा वर्मा' }))
    expect(found?.reasons).toEqual(['like_name_and_birth', 'like_name_and_mobile'])
    expect(found?.score).toBeGreaterThan(90)
  })
  test('of a mobile alone only a little: it may be a family’s', () => {
    const mobile = '+919876543210'
    expect(suspicionOf(person({ mobile }), person({ mobile, name: 'Ravi Rao' }))).toEqual({
      reasons: ['same_mobile'],
      score: 35,
    })
  })
  test('and never of a birth date or a name alone', () => {
    expect(suspicionOf(person(), person())).toBeNull()
    const born = { dateOfBirth: '2008-02-11' }
    expect(suspicionOf(person(born), person({ ...born, name: 'Ravi Rao' }))).toBeNull()
  })
})

test('persons are what the links join, directly or through others, whatever their order', () => {
  const account = fc.integer({ min: 0, max: 9 }).map((at) => `account-${at}`)
  const links = fc.array(fc.tuple(account, account).filter(([a, b]) => a !== b))
  fc.assert(
    fc.property(links, (pairs) => {
      const persons = personsOf(pairs.map(([a, b]) => pairOf(a, b)))
      const all = persons.flat()
      expect(new Set(all).size).toBe(all.length)
      for (const [a, b] of pairs)
        expect(persons.filter((p) => p.includes(a) && p.includes(b))).toHaveLength(1)
      const reversed = personsOf([...pairs].reverse().map(([a, b]) => pairOf(b, a)))
      expect(reversed.map(String).sort()).toEqual(persons.map(String).sort())
    }),
  )
})
