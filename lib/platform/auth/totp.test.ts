import { describe, expect, test } from 'vitest'
import { newTotpSecret, readTotp, recoveryCodesOf, totpAddress, totpCode } from './totp'

// RFC 6238, appendix B: the secret '12345678901234567890' in base32, six of the eight digits.
const rfcSecret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
const at = (seconds: number) => new Date(seconds * 1000)

describe('codes of an authenticator app', () => {
  test.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1234567890, '005924'],
    [2000000000, '279037'],
  ])('are those of the standard: at %i seconds', (seconds, code) => {
    expect(totpCode(rfcSecret, at(seconds))).toBe(code)
  })

  test('a telephone whose clock is half a minute off is understood, one that is two minutes off is not', () => {
    const code = totpCode(rfcSecret, at(1_000_000))
    expect(readTotp(rfcSecret, code, at(1_000_030), 0)?.isUsed).toBe(false)
    expect(readTotp(rfcSecret, code, at(1_000_120), 0)).toBeNull()
  })

  test('a code that was accepted is told apart when it comes again', () => {
    const code = totpCode(rfcSecret, at(1_000_000))
    const read = readTotp(rfcSecret, code, at(1_000_000), 0)
    expect(read && readTotp(rfcSecret, code, at(1_000_010), read.step)?.isUsed).toBe(true)
  })

  test('every secret is new, and its address names partner and person', () => {
    const secret = newTotpSecret()
    expect(secret).not.toBe(newTotpSecret())
    const address = totpAddress({ issuer: 'Greenfield', email: 'a@b.test', secret })
    expect(address).toMatch(/^otpauth:\/\/totp\/Greenfield:a(%40|@)b\.test\?/)
    expect(address).toContain(secret)
  })

  test('the ten recovery codes of a secret are ten, all different and easy to read', () => {
    const codes = recoveryCodesOf(newTotpSecret())
    expect(new Set(codes).size).toBe(10)
    for (const code of codes) expect(code).toMatch(/^[a-z2-9]{5}-[a-z2-9]{5}$/)
  })
})
