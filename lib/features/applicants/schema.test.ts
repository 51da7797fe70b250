import { describe, expect, test } from 'vitest'
import {
  forgotPasswordInput,
  registerInput,
  resetPasswordInput,
  signInInput,
  verifyCodeInput,
} from './schema'

const asha = {
  fullName: '  Asha   Rao ',
  email: ' Asha.Rao@Example.ORG ',
  mobile: '098765 43210',
  'dateOfBirth-day': '11',
  'dateOfBirth-month': '2',
  'dateOfBirth-year': '2008',
  password: 'neem tree monsoon',
  consent: 'yes',
  noticeVersion: '2026-11-01',
}
const complaints = (sent: object) => {
  const read = registerInput.safeParse(sent)
  return read.success
    ? {}
    : Object.fromEntries(read.error.issues.map((issue) => [issue.path.join('.'), issue.message]))
}

describe('registration', () => {
  test('is kept in one form: name tidied, e-mail small, mobile E.164, date of birth a calendar date', () => {
    expect(registerInput.parse(asha)).toEqual({
      fullName: 'Asha Rao',
      email: 'asha.rao@example.org',
      mobile: '+919876543210',
      dateOfBirth: '2008-02-11',
      password: 'neem tree monsoon',
      consent: 'yes',
      noticeVersion: '2026-11-01',
      next: null,
    })
  })

  test('an empty form gets one clear complaint per field, all at once', () => {
    expect(complaints({ noticeVersion: '1' })).toEqual({
      fullName: 'fullName.required',
      email: 'email.required',
      mobile: 'mobile.required',
      dateOfBirth: 'dateOfBirth.required',
      password: 'password.required',
      consent: 'consent.required',
    })
  })

  test.each([
    ['fullName', 'Asha2', 'fullName.invalid'],
    ['fullName', 'अ'.repeat(101), 'fullName.tooLong'],
    ['email', 'asha@', 'email.invalid'],
    ['email', `${'a'.repeat(250)}@example.org`, 'email.tooLong'],
    ['mobile', '12345', 'mobile.invalid'],
    ['mobile', '+44 7911 123456', 'mobile.notIndian'],
    ['mobile', '011 2345 6789', 'mobile.notMobile'],
    ['mobile', '5876543210', 'mobile.notMobile'],
    ['password', 'Password@123', 'password.common'],
    ['password', 'asha.rao2008', 'password.common'],
    ['password', 'short', 'password.tooShort'],
  ])('%s "%s" is refused as %s', (field, typed, complaint) => {
    expect(complaints({ ...asha, [field]: typed })).toEqual({ [field]: complaint })
  })

  test('a date that does not exist is a complaint of the date, not of one box', () => {
    expect(complaints({ ...asha, 'dateOfBirth-day': '30' })).toEqual({ dateOfBirth: 'dateOfBirth.notReal' })
  })

  test.each(['Asha', 'K. Kavitha', "D'Souza", 'अक्षय'])('%s alone is a full name', (fullName) => {
    expect(complaints({ ...asha, fullName })).toEqual({})
  })

  test.each(['9876543210', '+91 98765-43210', '91 9876543210', '०९८७६५४३२१०', '९८७६५४३२१०'])(
    'the mobile %s is understood',
    (mobile) => {
      expect(registerInput.parse({ ...asha, mobile }).mobile).toBe('+919876543210')
    },
  )
})

describe('codes, signing in and new passwords', () => {
  test('a code may be typed with spaces or pasted with a dash', () => {
    expect(verifyCodeInput.parse({ code: ' 123 456 ' }).code).toBe('123456')
    expect(verifyCodeInput.parse({ code: '123-456' }).code).toBe('123456')
    expect(verifyCodeInput.safeParse({ code: '12345' }).success).toBe(false)
  })

  test('signing in keeps a way back only into this site', () => {
    const next = (path?: string) =>
      signInInput.parse({ email: 'A@example.org', password: 'x', next: path }).next
    expect(next('/applications/APP-27-7K3M9Q/form/contact#pin')).toBe(
      '/applications/APP-27-7K3M9Q/form/contact#pin',
    )
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', '', undefined, '/a b'])
      expect(next(path)).toBeNull()
  })

  test('an old short password can still sign in, a new one must be strong', () => {
    expect(signInInput.safeParse({ email: 'a@example.org', password: 'old' }).success).toBe(true)
    const reset = resetPasswordInput.safeParse({
      email: 'asha.rao@example.org',
      code: '123456',
      password: 'asha.rao99',
    })
    expect(reset.error?.issues.map((issue) => issue.message)).toEqual(['password.common'])
  })

  test('a forgotten password asks only for the e-mail', () => {
    expect(forgotPasswordInput.parse({ email: 'A@Example.org' })).toEqual({ email: 'a@example.org' })
  })
})
