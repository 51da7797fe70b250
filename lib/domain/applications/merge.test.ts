import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeAnswers } from './merge'

const fields = ['city', 'district', 'pin', 'addressLine1'] as const
const page = fc.dictionary(fc.constantFrom(...fields), fc.constantFrom('', 'Pune', 'Nashik', '411001'))

describe('saving a page that is open twice', () => {
  test('two tabs that change different fields both keep what was typed', () => {
    const base = { city: 'Pune', pin: '411001' }
    const first = mergeAnswers({ base, typed: { city: 'Nashik', pin: '411001' }, stored: base })
    const second = mergeAnswers({ base, typed: { city: 'Pune', pin: '422001' }, stored: first.answers })
    expect(second.answers).toEqual({ city: 'Nashik', pin: '422001' })
    expect(second.overwritten).toEqual([])
  })

  test('when both change the same field the later one is kept and the replaced field is reported', () => {
    const base = { city: 'Pune' }
    const first = mergeAnswers({ base, typed: { city: 'Nashik' }, stored: base })
    const second = mergeAnswers({ base, typed: { city: 'Nagpur' }, stored: first.answers })
    expect(second).toEqual({ answers: { city: 'Nagpur' }, changed: ['city'], overwritten: ['city'] })
  })

  test('emptying a field on purpose is kept', () => {
    expect(
      mergeAnswers({ base: { city: 'Pune' }, typed: { city: '' }, stored: { city: 'Pune' } }).answers,
    ).toEqual({
      city: '',
    })
  })

  test('a field called like a built-in is only a field', () => {
    const merged = mergeAnswers({
      base: {},
      typed: JSON.parse('{"__proto__":"x","constructor":"y"}'),
      stored: {},
    })
    expect(Object.entries(merged.answers)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ])
  })

  test('a field nobody touched never changes', () => {
    fc.assert(
      fc.property(page, page, page, (base, typed, stored) => {
        const { answers } = mergeAnswers({ base, typed, stored })
        for (const field of fields) {
          const touched = field in typed && (typed[field] ?? '') !== (base[field] ?? '')
          expect(answers[field] ?? '').toBe((touched ? typed[field] : stored[field]) ?? '')
        }
      }),
    )
  })

  test('saving the same page twice is the same as saving it once', () => {
    fc.assert(
      fc.property(page, page, page, (base, typed, stored) => {
        const once = mergeAnswers({ base, typed, stored })
        expect(mergeAnswers({ base, typed, stored: once.answers })).toEqual({
          ...once,
          changed: [],
          overwritten: [],
        })
      }),
    )
  })
})
