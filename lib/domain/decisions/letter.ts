/** What staff write for one language of a letter. `{{field}}` is filled from the decision; an empty line ends a paragraph. */
export type LetterText = { subject: string; body: string; signatory: string; designation: string }

/** A letter with every field filled, in both languages: what the file is made from. */
export type LetterContent = {
  number: string
  partner: { en: string; hi: string }
  brand: string
  issued: { en: string; hi: string }
  recipient: { name: string; applicationNumber: string }
  en: LetterText
  hi: LetterText
}

/** Every field a letter's words may name. */
export const mergeFields = [
  'applicant_name',
  'application_number',
  'programme',
  'intake',
  'category',
  'decision_date',
  'respond_by',
  'waitlist_rank',
  'application_fee',
  'letter_number',
  'partner',
] as const
export type MergeField = (typeof mergeFields)[number]

const field = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Fields in a text that nobody could fill, in the order they stand. */
export function unknownFields(text: string): string[] {
  const names = [...text.matchAll(field)].map(([, name = '']) => name)
  return [...new Set(names)].filter((name) => !isMergeField(name))
}

/** A text with every field filled. Values are taken as they are: a name that looks like a field is not filled again. */
export const fillFields = (text: string, values: Record<MergeField, string>): string =>
  text.replace(field, (whole, name: string) => (isMergeField(name) ? values[name] : whole))

/** The paragraphs of a text: what stands between empty lines. */
export const paragraphsOf = (text: string): string[] =>
  text
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)

const isMergeField = (name: string): name is MergeField => mergeFields.some((known) => known === name)
