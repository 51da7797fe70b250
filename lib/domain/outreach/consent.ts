/** Why a letter is written: because the journey needs it, or to interest somebody. */
export const messagePurposes = ['service', 'news'] as const
export type MessagePurpose = (typeof messagePurposes)[number]

/** What is known of somebody who would be written to. `wantsNews` is null until they have said. */
export type Reachable = { isEmailVerified: boolean; wantsNews: boolean | null }

/** Why somebody may not be written to, or null when they may. News need a yes; silence is no. */
export function whyNotWritten(
  purpose: MessagePurpose,
  person: Reachable,
): 'email_unverified' | 'news_not_wanted' | null {
  if (!person.isEmailVerified) return 'email_unverified'
  return purpose === 'news' && person.wantsNews !== true ? 'news_not_wanted' : null
}
