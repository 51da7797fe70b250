import { describe, expect, test } from 'vitest'
import { chooseLocale } from './locales'

describe('the language of a page', () => {
  test('is the one the person chose, whatever the browser prefers', () => {
    expect(chooseLocale('hi', 'en-GB,en;q=0.9')).toBe('hi')
  })
  test('follows the browser when nothing was chosen', () => {
    expect(chooseLocale(undefined, 'hi-IN,hi;q=0.9,en;q=0.8')).toBe('hi')
    expect(chooseLocale(undefined, 'ta-IN, en;q=0.5, hi;q=0.7')).toBe('hi')
  })
  test('is English for a browser that speaks neither, or says nothing', () => {
    expect(chooseLocale(undefined, 'ta-IN,ta;q=0.9')).toBe('en')
    expect(chooseLocale(undefined, null)).toBe('en')
    expect(chooseLocale('klingon', ';;q=,,=')).toBe('en')
  })
  test('is never one the browser refuses', () => {
    expect(chooseLocale(undefined, 'hi;q=0, en;q=0.1')).toBe('en')
  })
})
