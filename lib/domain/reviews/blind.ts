import type { StaffRole } from '../partners/permissions'

/** In a blind stage the role whose judgement counts does not learn whom it judges; those who run the review do. */
export const isBlindFor = (role: StaffRole, stage: { isBlind: boolean } | null): boolean =>
  role === 'reviewer' && stage?.isBlind === true

/** What a candidate is called where their name is hidden: the last part of the application number. */
export const candidateCode = (applicationNumber: string): string => applicationNumber.slice(-6)

/** Pages of the form that say who somebody is, or what they were born as: hidden as a whole. */
const hiddenPages: readonly string[] = ['personal', 'contact']
/** Fields of other pages by which a person, or their school, is found. */
const hiddenFields: readonly string[] = [
  'class10School',
  'class10RollNumber',
  'class12School',
  'class12RollNumber',
]

/** Whether a blind reviewer may read this field of the form. */
export const isShownBlind = (page: string, field: string): boolean =>
  !hiddenPages.includes(page) && !hiddenFields.includes(field)

/** What stands in a text instead of what was hidden. */
export const blackedOut = '█████'

/**
 * A free text without the words of `identity`: names word by word, addresses and numbers as a whole. Words under three
 * letters stay: an initial is no name, and half of a sentence would go.
 */
export function withoutIdentity(text: string, identity: readonly string[]): string {
  const wholes = identity.map((one) => one.trim()).filter((one) => /[@\d]/.test(one) && one.length >= 5)
  const words = identity
    .filter((one) => !/[@\d]/.test(one))
    .flatMap((name) => name.split(/[^\p{L}\p{M}]+/u))
    .filter((word) => [...word].length >= 3)
  const numbers = wholes.filter((one) => /^\+\d+$/.test(one)).map((one) => one.slice(-10))
  const hidden = [...new Set([...wholes, ...numbers, ...words])].sort((a, b) => b.length - a.length)
  return hidden.reduce((rest, one) => rest.replace(asWord(one), blackedOut), text)
}

const asWord = (text: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{M}\\p{N}])${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{M}\\p{N}])`,
    'giu',
  )
