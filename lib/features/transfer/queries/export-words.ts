import { type FormPage, fieldsOf, isFormPage } from '@/lib/features/applications/schema'
import { type Cell, spacedMobile } from '@/lib/platform/csv'
import type { Locale } from '@/lib/platform/i18n/locales'
import { messages, type Sentences } from '@/lib/platform/i18n/messages'
import type { ExportColumn } from '../schema'
import type { Beside, ExportCard } from './export-rows'

/** How an export reads: its header and each application as a line, in the reader's language. */
export type ExportWords = {
  header: string[]
  line: (card: ExportCard, beside: Beside) => Cell[]
}

type Around = { names: Map<string, string>; word: (path: string) => string | null }
type Reading = { card: ExportCard; beside: Beside } & Around

/** The words of an export with these columns. `names` are those of intakes, programmes, stages and staff. */
export function exportWords(
  columns: readonly ExportColumn[],
  locale: Locale,
  names: Map<string, string>,
): ExportWords {
  const around: Around = { names, word: (path) => wordAt(locale, path) }
  const pages = columns.map((column) => pageOf(column))
  return {
    header: columns.flatMap((column, place) => {
      const page = pages[place]
      if (page) return fieldsOf(page).map((field) => around.word(`form.fields.${field}.label`) ?? field)
      return [around.word(`transfer.export.columns.${column}`) ?? column]
    }),
    line: (card, beside) =>
      columns.flatMap((column, place) => {
        const page = pages[place]
        if (page) return answersOf(page, card, beside, around)
        return [cells[column]?.({ card, beside, ...around }) ?? null]
      }),
  }
}

/** The page of the form whose questions a column stands for. */
function pageOf(column: ExportColumn): FormPage | null {
  const page = column.startsWith('answers_') ? column.slice('answers_'.length) : ''
  return isFormPage(page) ? page : null
}

const named =
  (id: (card: ExportCard) => string | null) =>
  ({ card, names }: Reading): Cell => {
    const of = id(card)
    return of === null ? null : (names.get(of) ?? null)
  }
const worded =
  (path: string, value: (card: ExportCard) => string | null) =>
  ({ card, word }: Reading): Cell => {
    const of = value(card)
    return of === null ? null : (word(`${path}.${of}`) ?? of)
  }

const cells: Partial<Record<ExportColumn, (reading: Reading) => Cell>> = {
  number: ({ card }) => card.number,
  state: worded('transfer.export.state', (card) => card.state),
  step: worded('staff.standing', (card) => card.standing),
  intake: named((card) => card.intake_id),
  programme: named((card) => card.programme_id),
  programmes: ({ card, beside, names }) =>
    (beside.programmes.get(card.id) ?? []).map((id) => names.get(id) ?? '').join('; '),
  begun: ({ card }) => indiaTime(card.created_at),
  submitted: ({ card }) => indiaTime(card.submitted_at),
  updated: ({ card }) => indiaTime(card.updated_at),
  applicant: ({ card }) => card.full_name,
  email: ({ card }) => card.email,
  mobile: ({ card }) => spacedMobile(card.mobile),
  date_of_birth: ({ card, beside }) => beside.births.get(card.applicant_id) ?? null,
  language: worded('staff.language', (card) => card.locale),
  progress: worded('staff.progress', (card) => card.progress),
  result: worded('staff.result', (card) => (card.progress === null ? null : card.result)),
  score: ({ card }) => rounded(card.score_percent),
  fee: worded('lists.fee', (card) => card.fee),
  receipt: ({ card, beside }) => beside.receipts.get(card.id)?.number ?? null,
  amount: ({ card, beside }) => rupees(beside.receipts.get(card.id)?.paise),
  paid: ({ card, beside }) => indiaTime(beside.receipts.get(card.id)?.issuedAt.toISOString() ?? null),
  stage: named((card) => card.stage_id),
  reviewers: ({ card, names }) => card.reviewer_ids.map((id) => names.get(id) ?? '').join('; '),
  review_score: ({ card }) => rounded(card.review_score),
  query: ({ card, word }) => (card.has_open_query ? word('lists.query.open') : null),
  decision: worded('lists.decision', (card) => card.decision_kind),
  decision_state: worded('lists.decision_state', (card) => card.decision_state),
  offer: worded('lists.offer', (card) => card.offer_state),
}

/** Fields of the form that are chosen from a list, with the list's words below `form.options`. */
const lists: Record<string, string> = {
  gender: 'gender',
  category: 'category',
  state: 'state',
  class10Board: 'board',
  class10Marking: 'marking',
  class12Status: 'class12_status',
  class12Board: 'board',
  class12Stream: 'stream',
}

function answersOf(page: FormPage, { id }: ExportCard, { answers }: Beside, { word }: Around): Cell[] {
  const given = answers.get(id) ?? {}
  return fieldsOf(page).map((field) => {
    const answer = given[field] ?? ''
    const list = lists[field]
    if (field === 'guardianMobile') return spacedMobile(answer)
    return list && answer !== '' ? (word(`form.options.${list}.${answer}`) ?? answer) : answer
  })
}

const rounded = (percent: number | null): Cell => (percent === null ? null : Math.round(percent * 10) / 10)

/** Whole rupees with two places and no sign, so that a spreadsheet can add them up. */
const rupees = (paise: number | undefined): Cell => (paise === undefined ? null : (paise / 100).toFixed(2))

/** An instant as `2026-11-21 23:59` in India time: sorts as text, and a spreadsheet knows it for a date. */
function indiaTime(instant: string | null): Cell {
  if (instant === null) return null
  const at = new Date(new Date(instant).getTime() + 330 * 60_000)
  return at.toISOString().slice(0, 16).replace('T', ' ')
}

/** A sentence without blanks, by its path; null where there is none. Looked up directly: an export asks for millions. */
function wordAt(locale: Locale, path: string): string | null {
  let at: string | Sentences | undefined = messages[locale]
  for (const key of path.split('.')) at = typeof at === 'object' ? at[key] : undefined
  return typeof at === 'string' ? at : null
}
