import { z } from 'zod'
import { asciiDigits, isPersonName, tidyLine, tidyText, withoutNul } from '@/lib/domain/applicants/typed-text'
import type { Answers } from '@/lib/domain/applications/merge'
import { preferencesLimit, readPreferences } from '@/lib/domain/applications/preferences'
import {
  boards,
  categories,
  class12Statuses,
  genders,
  markings,
  stateCodes,
  streams,
} from '@/lib/domain/applications/choices'

/** The question pages in order; check answers and the declaration follow. */
export const formPages = ['personal', 'contact', 'class-10', 'class-12', 'preferences', 'statement'] as const
export type FormPage = (typeof formPages)[number]

/** Whether a path segment is a question page. */
export const isFormPage = (page: string): page is FormPage => formPages.some((known) => known === page)

// A complaint is a message key below `form.errors`, the same for the form and the server.
const line = (max: number, name: string) =>
  z
    .string()
    .default('')
    .transform(tidyLine)
    .pipe(z.string().min(1, `${name}.required`).max(max, `${name}.tooLong`))
const optionalLine = (max: number, name: string) =>
  z
    .string()
    .default('')
    .transform(tidyLine)
    .pipe(z.string().max(max, `${name}.tooLong`))
const personName = (name: string) => line(100, name).pipe(z.string().refine(isPersonName, `${name}.invalid`))
const plainDigits = z
  .string()
  .default('')
  .transform((typed) => asciiDigits(tidyLine(typed)))
const choice = (choices: readonly string[], name: string) =>
  z
    .string()
    .default('')
    .pipe(z.string().refine((chosen) => choices.includes(chosen), `${name}.required`))
const optionalChoice = (choices: readonly string[], name: string) =>
  z
    .string()
    .default('')
    .pipe(z.string().refine((chosen) => chosen === '' || choices.includes(chosen), `${name}.invalid`))
const rollNumber = (name: string, isAsked = true) =>
  plainDigits
    .transform((typed) => typed.replaceAll(' ', '').toUpperCase())
    .pipe(
      z
        .string()
        .refine((typed) => !isAsked || typed !== '', `${name}.required`)
        .refine((typed) => typed === '' || /^[A-Z0-9/-]{3,20}$/.test(typed), `${name}.invalid`),
    )

const personal = z.object({
  gender: optionalChoice(genders, 'gender'),
  category: choice(categories, 'category'),
  motherName: personName('motherName'),
  guardianName: personName('guardianName'),
})

const contact = z.object({
  addressLine1: line(120, 'addressLine1'),
  addressLine2: optionalLine(120, 'addressLine2'),
  city: line(60, 'city'),
  district: line(60, 'district'),
  state: choice(stateCodes, 'state'),
  pin: plainDigits
    .transform((typed) => typed.replaceAll(' ', ''))
    .pipe(
      z
        .string()
        .min(1, 'pin.required')
        .regex(/^[1-9][0-9]{5}$/, 'pin.invalid'),
    ),
  guardianMobile: plainDigits
    .transform((typed) => typed.replace(/[\s().-]/g, ''))
    // The same numbers as an applicant's own, without loading a telephone library into the form.
    .pipe(
      z
        .string()
        .refine((typed) => typed === '' || /^(?:\+91|0)?[6-9]\d{9}$/.test(typed), 'guardianMobile.invalid'),
    ),
})

const year = (name: string) =>
  plainDigits.pipe(
    z
      .string()
      .min(1, `${name}.required`)
      .refine((typed) => typed === '' || (/^\d{4}$/.test(typed) && Number(typed) >= 1970), `${name}.invalid`),
  )
const score = plainDigits.transform((typed) => typed.replace(/\s*%$/, '').replace(',', '.'))
const isScore = (typed: string, most: number): boolean =>
  /^\d{1,3}(?:\.\d{1,2})?$/.test(typed) && Number(typed) > 0 && Number(typed) <= most

const class10 = z
  .object({
    class10Board: choice(boards, 'class10Board'),
    class10School: line(150, 'class10School'),
    class10Year: year('class10Year'),
    class10RollNumber: rollNumber('class10RollNumber'),
    class10Marking: choice(markings, 'class10Marking'),
    class10Score: score.pipe(z.string().min(1, 'class10Score.required')),
  })
  .superRefine((answers, ctx) => {
    const complain = (field: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message })
    if (isAfter(answers.class10Year, thisYear())) complain('class10Year', 'class10Year.inFuture')
    if (!answers.class10Score) return
    if (answers.class10Marking === 'percentage' && !isScore(answers.class10Score, 100))
      complain('class10Score', 'class10Score.notPercentage')
    if (answers.class10Marking === 'cgpa' && !isScore(answers.class10Score, 10))
      complain('class10Score', 'class10Score.notCgpa')
  }, alsoBesideOtherErrors())

const class12 = z
  .object({
    class12Status: choice(class12Statuses, 'class12Status'),
    class12Board: choice(boards, 'class12Board'),
    class12School: line(150, 'class12School'),
    class12Stream: choice(streams, 'class12Stream'),
    class12Year: year('class12Year'),
    class12RollNumber: rollNumber('class12RollNumber', false),
    class12Percentage: score.pipe(z.string()),
  })
  .superRefine((answers, ctx) => {
    const complain = (field: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: [field], message })
    const isCompleted = answers.class12Status === 'completed'
    if (isAfter(answers.class12Year, thisYear() + (isCompleted ? 0 : 1)))
      complain('class12Year', 'class12Year.inFuture')
    if (!isCompleted) return
    if (answers.class12RollNumber === '') complain('class12RollNumber', 'class12RollNumber.required')
    if (answers.class12Percentage === '') complain('class12Percentage', 'class12Percentage.required')
    else if (!isScore(answers.class12Percentage, 100))
      complain('class12Percentage', 'class12Percentage.invalid')
  }, alsoBesideOtherErrors())

/** One field per place, so that the page works without JavaScript: `preference1` is the first choice. */
export const preferenceFields = [
  'preference1',
  'preference2',
  'preference3',
  'preference4',
  'preference5',
] as const

const programme = z.string().default('').transform(tidyLine)
const preferences = z
  .object({
    preference1: programme,
    preference2: programme,
    preference3: programme,
    preference4: programme,
    preference5: programme,
  })
  .superRefine((answers, ctx) => {
    if (preferencesFrom(answers).length === 0)
      ctx.addIssue({ code: 'custom', path: ['preference1'], message: 'preferences.required' })
    preferenceFields.forEach((field, place) => {
      const isRepeated =
        answers[field] !== '' &&
        preferenceFields.slice(0, place).some((earlier) => answers[earlier] === answers[field])
      if (isRepeated) ctx.addIssue({ code: 'custom', path: [field], message: 'preferences.repeated' })
    })
  })

/** Characters of the short statement. */
export const statementLength = { min: 50, max: 1500 } as const

const statement = z.object({
  statement: z
    .string()
    .default('')
    .transform(tidyText)
    .pipe(
      z
        .string()
        .min(1, 'statement.required')
        .refine((text) => text === '' || [...text].length >= statementLength.min, 'statement.tooShort')
        .refine((text) => [...text].length <= statementLength.max, 'statement.tooLong'),
    ),
})

/** What each page must hold to be complete. Drafts are kept whatever they hold. */
export const pageSchemas = {
  personal,
  contact,
  'class-10': class10,
  'class-12': class12,
  preferences,
  statement,
} as const

/** The fields of a page in the order in which they are asked. */
export const fieldsOf = (page: FormPage): string[] => Object.keys(pageSchemas[page].shape)

export type CheckedPage =
  { ok: true; answers: Record<string, string> } | { ok: false; errors: Record<string, string> }

/** A page's answers in their kept form, or the first complaint (key below `form.errors`) of every wrong field. */
export function checkPage(page: FormPage, answers: Answers): CheckedPage {
  const checked = pageSchemas[page].safeParse(answers)
  if (checked.success) return { ok: true, answers: checked.data }
  const errors: Record<string, string> = {}
  for (const issue of checked.error.issues) errors[issue.path.join('.')] ??= issue.message
  return { ok: false, errors }
}

/** Whether nothing on this page is missing or wrong. */
export const isPageComplete = (page: FormPage, answers: Answers): boolean => checkPage(page, answers).ok

/** The programme ids of a preferences page, in order, without gaps and repeats. */
export const preferencesFrom = (answers: Answers): string[] =>
  readPreferences(preferenceFields.map((field) => answers[field] ?? ''))

/** An ordered list of programme ids as the fields of the preferences page. */
export const preferencesToAnswers = (programmeIds: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    preferenceFields.map((field, place) => [field, programmeIds.slice(0, preferencesLimit)[place] ?? '']),
  )

const number = z.string().trim().min(1).max(20)
const longestDraftField = 10_000

/**
 * A page on its way to be kept: `base` is the JSON of what the page showed when it was drawn, every other field of the
 * page arrives beside it. Anything typed is accepted; whether it is complete is `checkPage`'s question.
 */
const typedPage = z
  .looseObject({
    number,
    page: z.enum(formPages),
    base: z.string().max(100_000).default('{}'),
    focus: z.string().max(60).default(''),
    return: z.string().default(''),
    sent: z.string().max(100_000).default('{}'),
    leave: z.string().default(''),
  })
  .transform(({ number, page, base, focus, return: back, sent, leave, ...given }, ctx) => {
    const fields = fieldsOf(page)
    const typed = textsOf(given, fields)
    for (const [field, text] of Object.entries(typed))
      if (text.length > longestDraftField) ctx.addIssue({ code: 'custom', path: [field], message: 'tooLong' })
    return {
      number,
      page,
      base: textsOf(readJson(base), fields),
      typed,
      focus: fields.includes(focus) ? focus : null,
      /** Whether this page was opened from the check page and leads back to it. */
      returnsToCheck: back === 'check',
      /** What this very page sent before and may not have heard of: no other tab's work. */
      sent: textsOf(readJson(sent), fields),
      /** Keep it as it is and go: nothing is checked. */
      leaves: leave === 'yes',
    }
  })

/** Autosave, and the pause after typing. */
export const autosaveInput = typedPage
/** Continue: keeps the page, then checks it. */
export const savePageInput = typedPage
export type TypedPage = z.output<typeof typedPage>

/** Which page of whose form something typed belongs to; `focus` is the field that was being typed in, as a fragment. */
export const pageAddress = z.object({
  number: z.string().regex(/^[A-Z0-9-]{1,20}$/),
  page: z.enum(formPages),
  focus: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,60}$/)
    .nullable()
    .catch(null),
})

const ticked = (name: string) =>
  z
    .string()
    .default('')
    .pipe(z.string().refine((value) => value === 'yes' || value === 'on', `${name}.required`))

/** The declaration's two boxes, in order. */
export const declarationFields = ['declarationTrue', 'declarationTerms'] as const

/** The declaration, both boxes ticked, and with it the submission. */
export const submitApplicationInput = z.object({
  number,
  declarationTrue: ticked('declarationTrue'),
  declarationTerms: ticked('declarationTerms'),
})

/** "Apply for this": puts a programme first. */
export const choosePreferenceInput = z.object({ number, programmeId: z.guid('preferences.unknown') })

/** Begins an application to an intake. */
export const startApplicationInput = z.object({ intakeId: z.guid() })
export type StartApplicationInput = z.output<typeof startApplicationInput>

/** One application by its public number. */
export const applicationNumberInput = z.object({ number })
export type ApplicationNumberInput = z.output<typeof applicationNumberInput>

function textsOf(raw: unknown, fields: readonly string[]): Record<string, string> {
  const given = new Map(typeof raw === 'object' && raw !== null ? Object.entries(raw) : [])
  return Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      const value: unknown = given.get(field)
      // A browser sends line ends as CRLF: kept so, a text nobody touched would look like a changed one.
      return typeof value === 'string' ? [[field, withoutNul(value).replace(/\r\n?/g, '\n')]] : []
    }),
  )
}

/** A broken base is read as an empty page: then everything typed counts as typed here. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** All complaints of a page are told at once, those between fields included. */
function alsoBesideOtherErrors() {
  return { when: () => true }
}

const thisYear = (): number => new Date().getUTCFullYear()

// Also runs while other fields are wrong, so the year may be missing or no number.
const isAfter = (typed: string | undefined, year: number): boolean =>
  /^\d{4}$/.test(typed ?? '') && Number(typed) > year
