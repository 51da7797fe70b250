import { expect, test } from 'vitest'
import { knownReasons, toKnownReason } from './reasons'

test('a reason we can explain stays as it is', () => {
  for (const reason of knownReasons) expect(toKnownReason(reason)).toBe(reason)
})

test('a bank that says the same thing in another word is understood', () => {
  expect(toKnownReason('payment_timeout')).toBe('payment_timed_out')
  expect(toKnownReason('incorrect_atm_pin')).toBe('incorrect_pin')
})

test.each([[null], ['something_new'], [''], ['constructor']])('%s gets the general sentence', (raw) => {
  expect(toKnownReason(raw)).toBe('unknown')
})
