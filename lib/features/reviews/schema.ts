import { z } from 'zod'
import { tidyLine, tidyText, withoutNul } from '@/lib/domain/applicants/typed-text'
import { assignmentWays, verdicts } from '@/lib/domain/reviews/review'
import { type FormPage, fieldsOf, formPages, isFormPage } from '@/lib/features/applications/schema'

// A complaint is a message key below `review.errors`.
const number = z.string().trim().min(1).max(20)
const rowId = z.guid('choose')
const text = (max: number, name: string) =>
  z
    .string()
    .default('')
    .transform((typed) => tidyText(withoutNul(typed).replace(/\r\n?/g, '\n')))
    .pipe(z.string().max(max, `${name}_long`))
const needed = (max: number, name: string) => text(max, name).pipe(z.string().min(1, `${name}_missing`))
const words = (max: number, name: string) =>
  z
    .string()
    .default('')
    .transform((typed) => tidyLine(withoutNul(typed)))
    .pipe(z.string().min(1, `${name}_missing`).max(max, `${name}_long`))
/** A form sends one value as text, several as a list. */
const list = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    (raw) => (raw === undefined || raw === '' ? [] : Array.isArray(raw) ? raw : [raw]),
    z.array(item),
  )
const count = (min: number, max: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.trim())
    .pipe(z.string().regex(/^\d{1,3}$/, 'number'))
    .transform(Number)
    .pipe(z.number().min(min, 'number').max(max, 'number'))

/** Who gets an application: by hand those named, otherwise as the stage wants, among those named or all reviewers. */
export const assignInput = z
  .object({
    number,
    way: z.enum(assignmentWays).default('by_hand'),
    reviewerIds: list(rowId).pipe(z.array(z.string()).max(100)),
  })
  .refine(({ way, reviewerIds }) => way !== 'by_hand' || reviewerIds.length > 0, {
    path: ['reviewerIds'],
    message: 'reviewers_missing',
  })
export type AssignInput = z.output<typeof assignInput>

export const unassignInput = z.object({ number, reviewerId: rowId })
export type UnassignInput = z.output<typeof unassignInput>

export const declineInput = z.object({ number })
export type DeclineInput = z.output<typeof declineInput>

export const moveStageInput = z.object({ number, stageId: rowId })
export type MoveStageInput = z.output<typeof moveStageInput>

export const reviewNumberInput = z.object({ number })
export type ReviewNumberInput = z.output<typeof reviewNumberInput>

/** A scorecard as it is typed: `points-<criterion>` beside verdict and comment. What is no number is not scored yet. */
export const reviewInput = z
  .looseObject({
    number,
    verdict: z
      .string()
      .default('')
      .transform((typed) => verdicts.find((verdict) => verdict === typed) ?? null),
    comment: text(5000, 'comment'),
    list: z.string().max(200).default(''),
  })
  .transform(({ number, verdict, comment, ...rest }) => ({
    number,
    verdict,
    comment,
    points: Object.fromEntries(
      Object.entries(rest).flatMap(([name, value]): [string, number][] => {
        const id = /^points-([0-9a-f-]{36})$/.exec(name)?.[1]
        return id && typeof value === 'string' && /^\d{1,3}$/.test(value) ? [[id, Number(value)]] : []
      }),
    ),
  }))
export type ReviewInput = z.output<typeof reviewInput>

/** Pages whose fields may be asked about again. The order of preferences is settled when the review begins. */
export const askablePages = formPages.filter((page) => page !== 'preferences')

/** `page:field` of a form that may be asked about, or null. */
export function readAskedField(raw: string): { page: FormPage; field: string } | null {
  const [page = '', field = ''] = raw.split(':')
  return isFormPage(page) && page !== 'preferences' && fieldsOf(page).includes(field) ? { page, field } : null
}

/** Documents that one query may name. */
export const mostDocumentsAsked = 5

const askedFields = list(
  z
    .string()
    .max(100)
    .transform(readAskedField)
    .pipe(z.object({ page: z.enum(formPages), field: z.string() }, 'choose')),
).pipe(z.array(z.object({ page: z.enum(formPages), field: z.string() })).max(60))

/** A question to the applicant: what it is about, in staff's words, and until which day an answer is asked for. */
export const raiseQueryInput = z
  .object({
    number,
    question: needed(2000, 'question'),
    /** A day in India. */
    dueOn: z
      .string()
      .default('')
      .pipe(z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'due_missing')),
    fields: askedFields,
    documents: list(z.string().transform((typed) => tidyLine(withoutNul(typed)))).transform((names) =>
      [...new Set((names as string[]).filter((name) => name !== ''))].map((name) => name.slice(0, 120)),
    ),
    followsId: z.union([rowId, z.literal('').transform(() => undefined)]).optional(),
  })
  .refine(({ fields, documents }) => fields.length + documents.length > 0, {
    path: ['fields'],
    message: 'nothing_asked',
  })
  .refine(({ documents }) => documents.length <= mostDocumentsAsked, {
    path: ['documents'],
    message: 'documents_many',
  })
export type RaiseQueryInput = z.output<typeof raiseQueryInput>

export const queryInput = z.object({ number, queryId: rowId })
export type QueryInput = z.output<typeof queryInput>

/** What an applicant answers: texts by field, files by the item they are for. `sends`: not only kept, but sent. */
export type AnswerQueryInput = {
  number: string
  typed: Record<string, string>
  files: { itemId: string; fileName: string; bytes: Uint8Array }[]
  sends: boolean
}

export const judgeDocumentInput = z
  .object({
    documentId: rowId,
    verdict: z.enum(['under_verification', 'verified', 'rejected'], 'choose'),
    reason: text(1000, 'reason'),
  })
  .refine(({ verdict, reason }) => verdict !== 'rejected' || reason !== '', {
    path: ['reason'],
    message: 'reason_missing',
  })
export type JudgeDocumentInput = z.output<typeof judgeDocumentInput>

export const documentInput = z.object({ id: z.guid() })

export const noteInput = z.object({ number, body: needed(5000, 'note') })
export type NoteInput = z.output<typeof noteInput>

export const readMentionInput = z.object({ noteId: rowId })
export type ReadMentionInput = z.output<typeof readMentionInput>

/** A stage as it is typed; without `stageId` it is a new one, the last. Rules come as `rule-<programme>` → reviewers. */
export const stageInput = z
  .looseObject({
    intakeId: rowId,
    stageId: z.union([rowId, z.literal('').transform(() => undefined)]).optional(),
    nameEn: words(60, 'name'),
    nameHi: words(60, 'name'),
    scorecardId: z
      .string()
      .default('')
      .transform((id) => id || null)
      .pipe(z.guid('choose').nullable()),
    isBlind: z
      .string()
      .default('')
      .transform((typed) => typed === 'yes' || typed === 'on'),
    reviewersWanted: count(1, 10),
    assignmentWay: z.enum(assignmentWays, 'choose'),
    daysToReview: z
      .string()
      .default('')
      .transform((typed) => typed.trim())
      .pipe(z.string().regex(/^(\d{1,3})?$/, 'number'))
      .transform((typed) => (typed === '' ? null : Number(typed)))
      .pipe(z.number().min(1, 'number').max(365, 'number').nullable()),
  })
  .transform((stage) => ({ ...stage, assignmentRules: rulesOf(stage) }))
export type StageInput = z.output<typeof stageInput>

const rulesOf = (raw: Record<string, unknown>) =>
  Object.entries(raw).flatMap(([name, value]) => {
    const programmeId = /^rule-([0-9a-f-]{36})$/.exec(name)?.[1]
    const reviewerIds = (Array.isArray(value) ? value : [value]).filter(
      (id): id is string => typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id),
    )
    return programmeId && reviewerIds.length > 0 ? [{ programmeId, reviewerIds }] : []
  })

export const stageRefInput = z.object({ intakeId: rowId, stageId: rowId })
export type StageRefInput = z.output<typeof stageRefInput>

/** Criteria that a scorecard's form has room for. */
export const mostCriteria = 8

const criterionFields = ['nameEn', 'nameHi', 'weight', 'maxPoints', 'anchorsEn', 'anchorsHi'] as const

/** A scorecard as it is typed: criteria in rows `criterion-0-nameEn` …; a row without any name is no criterion. */
export const scorecardInput = z
  .looseObject({
    intakeId: rowId,
    scorecardId: z.union([rowId, z.literal('').transform(() => undefined)]).optional(),
    nameEn: words(60, 'name'),
    nameHi: words(60, 'name'),
  })
  .transform((card) => ({
    intakeId: card.intakeId,
    scorecardId: card.scorecardId,
    name: { en: card.nameEn, hi: card.nameHi },
    criteria: Array.from({ length: mostCriteria }, (_, row) => criterionOf(card, row)).filter(
      ({ name, weight }) => name.en !== '' || name.hi !== '' || weight > 0,
    ),
  }))
export type ScorecardInput = z.output<typeof scorecardInput>

function criterionOf(card: Record<string, unknown>, row: number) {
  const typed = Object.fromEntries(
    criterionFields.map((field) => {
      const raw = card[`criterion-${row}-${field}`]
      return [field, typeof raw === 'string' ? tidyText(withoutNul(raw)).slice(0, 500) : '']
    }),
  ) as Record<(typeof criterionFields)[number], string>
  return {
    name: { en: typed.nameEn, hi: typed.nameHi },
    weight: Number(typed.weight) || 0,
    maxPoints: Number(typed.maxPoints) || 0,
    anchors: { en: typed.anchorsEn, hi: typed.anchorsHi },
  }
}

export type { FormPage }

/** The pages and fields that a reviewer reads and a query may ask about, in order. */
export const askedFieldsOf = (): { page: FormPage; fields: string[] }[] =>
  askablePages.map((page) => ({ page, fields: fieldsOf(page) }))

/** Characters of one field on its way; drafts of the form hold no more either. */
const longestAnswer = 10_000

/** The posted answer: texts by field, files by their item; an empty file control is no file. */
export async function readAnswerForm(form: FormData): Promise<Omit<AnswerQueryInput, 'number'>> {
  const typed: Record<string, string> = {}
  const files: AnswerQueryInput['files'] = []
  for (const [name, value] of form) {
    const itemId = /^document-([0-9a-f-]{36})$/.exec(name)?.[1]
    if (typeof value === 'string') {
      // A browser without files in the form, and the button pressed, arrive as texts too.
      if (name !== 'do' && !itemId)
        typed[name] = withoutNul(value).replace(/\r\n?/g, '\n').slice(0, longestAnswer)
    } else if (itemId && value.size > 0) {
      files.push({ itemId, fileName: value.name, bytes: new Uint8Array(await value.arrayBuffer()) })
    }
  }
  return { typed, files, sends: form.get('do') === 'send' }
}
