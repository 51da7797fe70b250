import { ageInYears } from '../shared/india-time'
import { asciiDigits } from './typed-text'

export const youngestApplicant = 13
export const oldestApplicant = 100
/** Below this age a guardian consents for the applicant. */
export const ageOfConsent = 18

export type BirthProblem = 'required' | 'incomplete' | 'notReal' | 'inFuture' | 'tooYoung' | 'tooOld'

/** Day, month and year as typed → `YYYY-MM-DD`, or what is wrong with them on the India date of `now`. */
export function readDateOfBirth(
  typed: { day: string; month: string; year: string },
  now: Date,
): { ok: true; date: string } | { ok: false; problem: BirthProblem } {
  const parts = [typed.year, typed.month, typed.day].map((part) => asciiDigits(part).trim())
  if (parts.every((part) => part === '')) return { ok: false, problem: 'required' }
  if (parts.some((part) => part === '')) return { ok: false, problem: 'incomplete' }
  const [year = '', month = '', day = ''] = parts
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day))
    return { ok: false, problem: 'notReal' }
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${date}T00:00:00Z`)
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== date)
    return { ok: false, problem: 'notReal' }
  const age = ageInYears(date, now)
  if (age < 0) return { ok: false, problem: 'inFuture' }
  if (age < youngestApplicant) return { ok: false, problem: 'tooYoung' }
  return age > oldestApplicant ? { ok: false, problem: 'tooOld' } : { ok: true, date }
}

/** Whether a guardian must consent for a person born on this date (`YYYY-MM-DD`). */
export const isMinor = (dateOfBirth: string, now: Date): boolean =>
  ageInYears(dateOfBirth, now) < ageOfConsent
