import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applicationNumber, readReferenceNumber, receiptNumber } from './reference-number'

const bytes = fc.uint8Array({ minLength: 8, maxLength: 16 })

describe('numbers people read aloud', () => {
  test('an application number carries the session and six characters', () => {
    expect(applicationNumber(2027, Uint8Array.of(7, 19, 3, 20, 9, 22))).toBe('APP-27-7K3M9P')
  })

  test('no number holds a letter that looks like another', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        expect(applicationNumber(2027, random)).toMatch(/^APP-27-[0-9A-HJKMNP-TV-Z]{6}$/)
        expect(receiptNumber(2026, random)).toMatch(/^RCP-26-[0-9A-HJKMNP-TV-Z]{8}$/)
      }),
    )
  })

  test('a number typed in small letters, with O for zero or without dashes is still found', () => {
    fc.assert(
      fc.property(bytes, (random) => {
        const number = applicationNumber(2027, random)
        const sloppy = number.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')
        expect(readReferenceNumber(sloppy)).toBe(number)
        expect(readReferenceNumber(receiptNumber(2026, random))).toBe(receiptNumber(2026, random))
      }),
    )
  })

  test('something else is not taken for a number', () => {
    for (const typed of ['', 'asha', 'APP-27-7K3M9', 'APP-27-7K3M9QQ', 'RCP-27-7K3M9Q', 'APP-27-7K3M9U']) {
      expect(readReferenceNumber(typed)).toBeNull()
    }
  })

  test('too few random bytes are a mistake of ours', () => {
    expect(() => applicationNumber(2027, Uint8Array.of(1))).toThrow(RangeError)
  })
})
