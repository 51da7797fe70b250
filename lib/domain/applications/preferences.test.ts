import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moveDown, moveUp, preferencesLimit, putFirst, readPreferences } from './preferences'

const ids = fc.uniqueArray(fc.constantFrom('cse', 'ece', 'mech', 'civil', 'bba', 'law'), {
  maxLength: preferencesLimit,
})

describe('programme preferences', () => {
  test('a recommended programme goes first and the others keep their order', () => {
    expect(putFirst(['cse', 'ece', 'mech'], 'mech')).toEqual({
      preferences: ['mech', 'cse', 'ece'],
      dropped: null,
    })
  })

  test('a sixth programme put first says which one gave way', () => {
    expect(putFirst(['a', 'b', 'c', 'd', 'e'], 'f')).toEqual({
      preferences: ['f', 'a', 'b', 'c', 'd'],
      dropped: 'e',
    })
  })

  test('blanks and repeats disappear, order stays', () => {
    expect(readPreferences(['ece', '', ' cse ', 'ece'])).toEqual(['ece', 'cse'])
  })

  test('up and down move one place, and the ends stay where they are', () => {
    expect(moveUp(['a', 'b', 'c'], 'c')).toEqual(['a', 'c', 'b'])
    expect(moveDown(['a', 'b', 'c'], 'a')).toEqual(['b', 'a', 'c'])
    expect(moveUp(['a', 'b'], 'a')).toEqual(['a', 'b'])
    expect(moveDown(['a', 'b'], 'b')).toEqual(['a', 'b'])
    expect(moveDown(['a', 'b'], 'nowhere')).toEqual(['a', 'b'])
    expect(moveUp(['a', 'b'], 'nowhere')).toEqual(['a', 'b'])
  })

  test('moving loses and invents nothing', () => {
    fc.assert(
      fc.property(ids, fc.constantFrom('cse', 'ece', 'law'), (list, id) => {
        expect(moveUp(list, id).toSorted()).toEqual(list.toSorted())
        expect(moveDown(list, id).toSorted()).toEqual(list.toSorted())
        expect(putFirst(list, id).preferences[0]).toBe(id)
        expect(putFirst(list, id).preferences.length).toBeLessThanOrEqual(preferencesLimit)
      }),
    )
  })
})
