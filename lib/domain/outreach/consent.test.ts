import { expect, test } from 'vitest'
import { whyNotWritten } from './consent'

test('what the journey needs is written to everybody whose address is confirmed', () => {
  for (const wantsNews of [true, false, null])
    expect(whyNotWritten('service', { isEmailVerified: true, wantsNews })).toBeNull()
})

test('news go only to those who said yes: silence is no', () => {
  expect(whyNotWritten('news', { isEmailVerified: true, wantsNews: true })).toBeNull()
  expect(whyNotWritten('news', { isEmailVerified: true, wantsNews: null })).toBe('news_not_wanted')
  expect(whyNotWritten('news', { isEmailVerified: true, wantsNews: false })).toBe('news_not_wanted')
})

test('nobody is written to at an address that was never confirmed', () => {
  expect(whyNotWritten('service', { isEmailVerified: false, wantsNews: true })).toBe('email_unverified')
})
