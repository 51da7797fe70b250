import type { RefusalCode } from './refusals'

/** Who must act before a refused or locked thing becomes possible. */
export type WaitsFor = 'applicant' | 'guardian' | 'staff' | 'provider' | 'bank'

/**
 * A refusal is a value, never an exception. `code` has one sentence per language (messages `refusals.<code>`),
 * `params` fill that sentence, `fields` carries one refusal code per wrong form field.
 */
export type Refusal = {
  code: RefusalCode
  waitsFor: WaitsFor
  params?: Record<string, string | number>
  fields?: Record<string, string>
}

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

/** Success carrying `value`. */
export function ok(): Result<void>
export function ok<T>(value: T): Result<T>
export function ok<T>(value?: T): Result<T | undefined> {
  return { ok: true, value }
}

/** A refusal with its code; who must act defaults to the applicant. */
export function refuse(
  code: RefusalCode,
  detail: Partial<Omit<Refusal, 'code'>> = {},
): { ok: false; refusal: Refusal } {
  return { ok: false, refusal: { waitsFor: 'applicant', ...detail, code } }
}
