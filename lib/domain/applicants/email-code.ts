/** How a six-digit e-mail code behaves, for confirming an address and for a forgotten password alike. */
export const codeRules = {
  minutes: 10,
  tries: 5,
  /** A browser may ask for another code this often. */
  resendAfterSeconds: 30,
  resendsPerHour: 5,
  /** Codes that one address can be sent in an hour, whoever asks. */
  perAddressPerHour: 20,
} as const

export type CodeFacts = { triesLeft: number; expiresAt: Date; usedAt: Date | null }

/** Why a code can no longer be tried, or null while it can. Past its time nothing else is said of it. */
export function whyCodeIsDead(code: CodeFacts, now: Date): 'code_used_up' | 'code_expired' | null {
  if (now >= code.expiresAt) return 'code_expired'
  return code.usedAt || code.triesLeft <= 0 ? 'code_used_up' : null
}

/** Six decimal digits out of a number from 0 to 999999, leading zeros kept. */
export const sixDigits = (drawn: number): string => String(drawn).padStart(6, '0')
