import { expect, test } from 'vitest'
import { codeRules, sixDigits, whyCodeIsDead } from './email-code'

const now = new Date('2026-11-21T10:00:00Z')
const fresh = { triesLeft: codeRules.tries, expiresAt: new Date('2026-11-21T10:10:00Z'), usedAt: null }

test('a fresh code can be tried', () => {
  expect(whyCodeIsDead(fresh, now)).toBeNull()
})

test('a code dies at the very moment its ten minutes are over', () => {
  expect(whyCodeIsDead(fresh, new Date('2026-11-21T10:09:59.999Z'))).toBeNull()
  expect(whyCodeIsDead(fresh, fresh.expiresAt)).toBe('code_expired')
})

test('five tries, then the code is used up', () => {
  expect(whyCodeIsDead({ ...fresh, triesLeft: 1 }, now)).toBeNull()
  expect(whyCodeIsDead({ ...fresh, triesLeft: 0 }, now)).toBe('code_used_up')
})

test('a used code says that it was used, and past its time only that it expired', () => {
  expect(whyCodeIsDead({ ...fresh, usedAt: now }, now)).toBe('code_used_up')
  expect(whyCodeIsDead({ ...fresh, usedAt: now }, fresh.expiresAt)).toBe('code_expired')
})

test('a code keeps its leading zeros', () => {
  expect(sixDigits(42)).toBe('000042')
  expect(sixDigits(999_999)).toBe('999999')
})
