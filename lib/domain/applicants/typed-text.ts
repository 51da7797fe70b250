/** One line as a person meant it: no space at its ends, single spaces inside, no character that a database refuses. */
export const tidyLine = (typed: string): string =>
  withoutNul(typed).normalize('NFC').replace(/\s+/g, ' ').trim()

/** Several lines as a person meant them: browsers send CRLF, which would count every line end twice. */
export const tidyText = (typed: string): string =>
  withoutNul(typed).normalize('NFC').replace(/\r\n?/g, '\n').trim()

/** Digits typed on a Hindi keyboard (`४११००१`) as 0–9. */
export const asciiDigits = (typed: string): string =>
  typed.replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))

/** PostgreSQL keeps every character but this one. */
export const withoutNul = (typed: string): string => typed.replaceAll('\u0000', '')

// One name is enough, and a name may hold a dot, an apostrophe, a hyphen, vowel signs and the joiners of Indian scripts.
const personName = /^(?=.*\p{L})[\p{L}\p{M}\u200C\u200D .'’-]+$/u

/** Whether a tidied line can be the name of a person. */
export const isPersonName = (line: string): boolean => personName.test(line)
