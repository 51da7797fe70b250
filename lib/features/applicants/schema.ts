import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { z } from 'zod'
import { readDateOfBirth } from '@/lib/domain/applicants/date-of-birth'
import { passwordProblem } from '@/lib/domain/applicants/password'
import { asciiDigits, isPersonName, tidyLine } from '@/lib/domain/applicants/typed-text'
import { localPath } from '@/lib/domain/shared/local-path'
import type { Job } from '@/lib/platform/jobs/job'

// A complaint is a message key below `form.errors`. This file carries the telephone library: a browser component
// takes types from it, never values.

const fullName = z
  .string()
  .default('')
  .transform(tidyLine)
  .pipe(
    z
      .string()
      .min(1, 'fullName.required')
      .max(100, 'fullName.tooLong')
      .refine((name) => name === '' || isPersonName(name), 'fullName.invalid'),
  )

const email = z
  .string()
  .default('')
  .transform((typed) => tidyLine(typed).toLowerCase())
  .pipe(z.string().min(1, 'email.required').max(254, 'email.tooLong').pipe(z.email('email.invalid')))

/** An Indian mobile, typed in any usual way, as E.164 (`+919876543210`). */
const mobile = z
  .string()
  .default('')
  .transform((typed, ctx) => {
    const number = readMobile(asciiDigits(tidyLine(typed)))
    if (typeof number === 'string') return number
    ctx.addIssue({ code: 'custom', message: `mobile.${number.problem}` })
    return z.NEVER
  })

/** The three boxes named `dateOfBirth-day`, `-month` and `-year` as `YYYY-MM-DD`; complaints are of `dateOfBirth`. */
const dateOfBirth = z
  .object({ day: z.string().default(''), month: z.string().default(''), year: z.string().default('') })
  .transform((typed, ctx) => {
    const read = readDateOfBirth(typed, new Date())
    if (read.ok) return read.date
    ctx.addIssue({ code: 'custom', message: `dateOfBirth.${read.problem}` })
    return z.NEVER
  })

// Never trimmed: a space may be part of a password. Normalised, so that two keyboards write one password.
const typedPassword = z
  .string()
  .default('')
  .transform((password) => password.normalize('NFC'))
const newPassword = typedPassword.superRefine((password, ctx) => {
  const problem = passwordProblem(password)
  if (problem) ctx.addIssue({ code: 'custom', message: `password.${problem}` })
})

const notMadeOfEmail = (input: { password: string; email: string }, ctx: z.RefinementCtx) => {
  if (passwordProblem(input.password, input.email) === 'common')
    ctx.addIssue({ code: 'custom', path: ['password'], message: 'password.common' })
}

const code = z
  .string()
  .default('')
  .transform((typed) => asciiDigits(tidyLine(typed)).replace(/[\s-]/g, ''))
  .pipe(
    z
      .string()
      .min(1, 'code.required')
      .regex(/^\d{6}$/, 'code.invalid'),
  )

/** Where somebody was on the way to; kept only when it is a page of ours. */
const ownPath = z.string().optional().transform(localPath)

const consent = z
  .string()
  .default('')
  .pipe(z.string().refine((value) => value === 'yes' || value === 'on', 'consent.required'))

/** The privacy notice, agreed to by somebody who has an account already. `noticeVersion` is the one that was shown. */
export const agreeInput = z.object({ consent, noticeVersion: z.string().min(1).max(40), next: ownPath })
export type AgreeInput = z.output<typeof agreeInput>

/** Registration as the form sends it. */
export const registerInput = z.preprocess(
  gatherDateOfBirth,
  z
    .object({
      fullName,
      email,
      mobile,
      dateOfBirth,
      password: newPassword,
      consent,
      noticeVersion: z.string().min(1).max(40),
      next: ownPath,
    })
    .superRefine(notMadeOfEmail),
)
export type RegisterInput = z.output<typeof registerInput>

/** The six digits sent by e-mail; spaces and dashes between them are forgiven. */
export const verifyCodeInput = z.object({ code })
export type VerifyCodeInput = z.output<typeof verifyCodeInput>

/** Asks for a fresh code, or to be signed out: the press of the button says it all. */
export const pressedInput = z.object({})

/** One of one's own devices to sign out. */
export const signOutDeviceInput = z.object({ sessionId: z.uuid() })
export type SignOutDeviceInput = z.output<typeof signOutDeviceInput>

/** Sign-in of applicants and staff. `next` is kept only when it is a path of ours. */
export const signInInput = z.object({
  email,
  password: typedPassword.pipe(z.string().min(1, 'password.missing').max(128, 'password.tooLong')),
  next: ownPath,
})
export type SignInInput = z.output<typeof signInInput>

/** Asks for a code to choose a new password. */
export const forgotPasswordInput = z.object({ email })
export type ForgotPasswordInput = z.output<typeof forgotPasswordInput>

/** Chooses a new password with the code sent by e-mail. */
export const resetPasswordInput = z.object({ email, code, password: newPassword }).superRefine(notMadeOfEmail)
export type ResetPasswordInput = z.output<typeof resetPasswordInput>

const why = z.string().trim().min(3, 'why_missing').max(500, 'too_long')

/** Two accounts that staff say are one person. */
export const linkInput = z.object({ accountA: z.guid(), accountB: z.guid(), why })
export type LinkInput = z.output<typeof linkInput>

/** Two accounts that staff say are two people after all: a suspicion that is put aside. */
export const dismissInput = z.object({ suspicionId: z.guid(), why })
export type DismissInput = z.output<typeof dismissInput>

/** An applicant has registered or changed: looks for accounts that may be the same person. */
export const findDuplicatesJob: Job<{ partnerId: string; accountId: string }> = {
  name: 'applicants.find_duplicates',
  payload: z.object({ partnerId: z.guid(), accountId: z.guid() }),
  rerunAfterSeconds: 60,
  tries: 5,
}

function readMobile(typed: string): string | { problem: 'required' | 'invalid' | 'notIndian' | 'notMobile' } {
  if (typed === '') return { problem: 'required' }
  const number = parsePhoneNumberFromString(typed, 'IN')
  if (!number) return { problem: 'invalid' }
  if (number.countryCallingCode !== '91') return { problem: 'notIndian' }
  if (!number.isValid() || number.ext) return { problem: 'invalid' }
  const type = number.getType()
  return type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE' ? number.number : { problem: 'notMobile' }
}

function gatherDateOfBirth(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null) return sent
  const boxes = new Map<string, unknown>(Object.entries(sent))
  const part = (name: string) => boxes.get(`dateOfBirth-${name}`)
  return { ...sent, dateOfBirth: { day: part('day'), month: part('month'), year: part('year') } }
}

/** What an import asks of a person: registration without a password, the date of birth in one cell. */
export const importedPersonInput = z.preprocess(
  gatherDateOfBirth,
  z.object({ fullName, email, mobile, dateOfBirth }),
)
export type ImportedPerson = z.output<typeof importedPersonInput>
