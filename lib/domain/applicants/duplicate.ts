import { type NameKeys, nameLikeness } from './name-keys'

/** Why two accounts look like one person. */
export const suspicionReasons = [
  'same_email',
  'same_name_and_birth',
  'like_name_and_birth',
  'like_name_and_mobile',
  'same_mobile',
] as const
export type SuspicionReason = (typeof suspicionReasons)[number]

export const suspicionStates = ['open', 'linked', 'dismissed'] as const
export type SuspicionState = (typeof suspicionStates)[number]

export const linkKinds = ['linked', 'unlinked'] as const
export type LinkKind = (typeof linkKinds)[number]

/** By what one applicant is compared with another. */
export type ApplicantKeys = NameKeys & { emailKey: string; mobile: string; dateOfBirth: string }

/** How sure each reason is by itself, in percent. A mobile alone may be a family's. */
const sureness: Record<SuspicionReason, number> = {
  same_email: 90,
  same_name_and_birth: 85,
  like_name_and_birth: 65,
  like_name_and_mobile: 80,
  same_mobile: 35,
}
const likeEnough = 0.6

/** Why these two may be one person, and how sure that is (0 to 99); null when nothing speaks for it. */
export function suspicionOf(
  a: ApplicantKeys,
  b: ApplicantKeys,
): { reasons: SuspicionReason[]; score: number } | null {
  const sameBirth = a.dateOfBirth === b.dateOfBirth
  const sameMobile = a.mobile === b.mobile
  const sameName = a.nameKey === b.nameKey
  const likeName = sameName || a.soundKey === b.soundKey || nameLikeness(a.nameKey, b.nameKey) >= likeEnough
  const holds: Record<SuspicionReason, boolean> = {
    same_email: a.emailKey === b.emailKey,
    same_name_and_birth: sameName && sameBirth,
    like_name_and_birth: likeName && !sameName && sameBirth,
    like_name_and_mobile: likeName && sameMobile,
    same_mobile: sameMobile && !likeName,
  }
  const reasons = suspicionReasons.filter((reason) => holds[reason])
  if (reasons.length === 0) return null
  const doubt = reasons.reduce((left, reason) => left * (1 - sureness[reason] / 100), 1)
  return { reasons, score: Math.min(99, Math.round((1 - doubt) * 100)) }
}

/** An address as its mailbox reads it: lower case, without dots before the @ and without a plus tag. */
export function emailKey(email: string): string {
  const [local = '', domain = ''] = email.toLowerCase().split('@')
  return `${local.replace(/\+.*$/, '').replaceAll('.', '')}@${domain === 'googlemail.com' ? 'gmail.com' : domain}`
}

/** Two accounts in the order in which a pair is kept. */
export const pairOf = (one: string, other: string): { accountA: string; accountB: string } =>
  one < other ? { accountA: one, accountB: other } : { accountA: other, accountB: one }

/** The persons that live links make: accounts joined directly or through others. Each account once, alone ones left out. */
export function personsOf(links: readonly { accountA: string; accountB: string }[]): string[][] {
  const person = new Map<string, Set<string>>()
  for (const { accountA, accountB } of links) {
    const joined = new Set([...(person.get(accountA) ?? [accountA]), ...(person.get(accountB) ?? [accountB])])
    for (const account of joined) person.set(account, joined)
  }
  return [...new Set(person.values())].map((accounts) => [...accounts].sort())
}
