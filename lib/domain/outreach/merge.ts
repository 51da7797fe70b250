/** What a letter may be filled with, each written `{{name}}` in a template. */
export const mergeFields = [
  'applicant_name',
  'application_number',
  'intake',
  'first_choice',
  'next_step',
  'closing_date',
  'fee',
  'partner',
  'support_email',
  'link',
] as const
export type MergeField = (typeof mergeFields)[number]

/** One value for each field; empty where there is nothing to say, e.g. no programme is chosen yet. */
export type MergeValues = Record<MergeField, string>

/** What is wrong with a template's text: a field that does not exist, or a brace that was left open. */
export type MergeProblem = { kind: 'unknown_field'; name: string } | { kind: 'open_brace' }

/** Finds everything that would not be filled; an empty list means that the text can be sent. */
export function mergeProblems(text: string): MergeProblem[] {
  const unknown = [...text.matchAll(placeholder)]
    .map(([, name = '']) => name)
    .filter((name) => !isMergeField(name))
  const rest = text.replace(placeholder, '')
  const problems: MergeProblem[] = [...new Set(unknown)].map((name) => ({ kind: 'unknown_field', name }))
  return /\{\{|\}\}/.test(rest) ? [...problems, { kind: 'open_brace' }] : problems
}

/** The fields that a text uses, each once, in the order in which they come. */
export const fieldsIn = (text: string): MergeField[] => [
  ...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name).filter(isMergeField)),
]

/**
 * The text with every field filled. A value is never read again, so nothing that a person typed becomes a field. Throws when
 * the text has problems: such a template is never published.
 */
export function merged(text: string, values: MergeValues): string {
  return text.replace(placeholder, (_whole, name: string) => {
    if (!isMergeField(name)) throw new Error(`a template asks for ${name}, which nothing fills`)
    return values[name]
  })
}

const placeholder = /\{\{\s*([a-z_0-9]+)\s*\}\}/gi

const isMergeField = (name: string): name is MergeField => mergeFields.some((field) => field === name)
