import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergeAnswers, rebase } from './merge'

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

describe('the answer to a save arrives while the person goes on typing', () => {
  test('a field that only another tab changed is shown; the field being typed in stays as it is', () => {
    const base = { city: 'Pune', pin: '411001' }
    const sent = { city: 'Pune', pin: '411002' }
    const now = { city: 'Pune', pin: '4110023' }
    expect(rebase({ base, sent, now, stored: { city: 'Nashik', pin: '411002' } })).toEqual({
      base: { city: 'Nashik', pin: '411002' },
      show: { city: 'Nashik' },
    })
  })

  test('a field that both change is reported at the next save, not passed over', () => {
    const base = { city: 'Pune' }
    const stored = { city: 'Nashik' }
    const next = rebase({ base, sent: base, now: { city: 'Nagpur' }, stored })
    expect(next.show).toEqual({})
    expect(mergeAnswers({ base: next.base, typed: { city: 'Nagpur' }, stored }).overwritten).toEqual(['city'])
  })

  test('whatever was typed here last is kept after the next save', () => {
    fc.assert(
      fc.property(page, page, page, page, (base, sent, now, before) => {
        const all = (answers: Partial<Record<string, string>>) =>
          Object.fromEntries(fields.map((field) => [field, answers[field] ?? '']))
        const [shown, posted, typed] = [all(base), all(sent), all(now)]
        const stored = mergeAnswers({ base: shown, typed: posted, stored: all(before) }).answers
        const next = rebase({ base: shown, sent: posted, now: typed, stored })
        const onPage = { ...typed, ...next.show }
        const kept = mergeAnswers({ base: next.base, typed: onPage, stored }).answers
        for (const field of fields) if (typed[field] !== posted[field]) expect(kept[field]).toBe(typed[field])
      }),
    )
  })
})
