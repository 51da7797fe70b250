import { progressStates } from '../assessments/attempt'
import { type DecisionKind, decisionKinds, decisionStates, offerStates } from '../decisions/decision'
import { type Standing, standings } from '../journeys/standing'
import { isRowId } from '../shared/row-id'
import { type ApplicationState, applicationStates } from './machine'
import { type SortKey, readSort, writeSort } from './sort'

/** What the list may be narrowed to by step: the application's own state, or where it stands in its journey. */
export const stepFilters = ['draft', 'submitted', ...standings] as const
export type StepFilter = 'draft' | 'submitted' | Standing

/** What the list may be narrowed to by its newest attempt: progress, result, or none at all. */
export const assessmentFilters = [
  'none',
  ...progressStates,
  'result_awaited',
  'ready',
  'unavailable',
  'failing',
] as const
export type AssessmentFilter = (typeof assessmentFilters)[number]

/** How far the fee is. `none`: not asked. `due`: nothing begun. `open`: an order waits. `checking`: a try is unresolved. */
export const feeFilters = ['none', 'due', 'open', 'checking', 'settled', 'waived', 'mismatch'] as const
export type FeeFilter = (typeof feeFilters)[number]

export const decisionFilters = ['none', ...decisionKinds] as const
export type DecisionFilter = 'none' | DecisionKind

/** A reviewer: who asks, nobody at all, or an account's id. */
export type ReviewerFilter = 'me' | 'none' | (string & {})

/** Days in India, `YYYY-MM-DD`, both included. */
export type DayRange = { from?: string; to?: string }

/** Both included; percent. */
export type ScoreRange = { min?: number; max?: number }

/**
 * Which applications a staff list shows, and in which order. Everything may be left out; several values of one kind mean
 * any of them, several kinds mean all of them.
 */
export type ApplicationFilter = {
  /** Intakes' ids. */
  intakes?: string[]
  states?: ApplicationState[]
  steps?: StepFilter[]
  /** Stages' ids, or `none`. */
  stages?: string[]
  reviewers?: ReviewerFilter[]
  assessments?: AssessmentFilter[]
  fees?: FeeFilter[]
  decisions?: DecisionFilter[]
  decisionStates?: (typeof decisionStates)[number][]
  offers?: (typeof offerStates)[number][]
  /** `open`: a question to the applicant is open. */
  query?: 'open'
  /** Ids of the programme of first choice, or `none`. */
  programmes?: string[]
  /** The overall mark of the attempt that counts. */
  score?: ScoreRange
  created?: DayRange
  submitted?: DayRange
  search?: string
  /** At most three; none: newest first. */
  sort?: SortKey[]
}

export type RawFilter = Record<string, string | string[] | undefined> | URLSearchParams

/** A filter out of an address; what is not understood is left out rather than refused. */
export function readApplicationFilter(raw: RawFilter): ApplicationFilter {
  const texts = textsOf(raw)
  const among = <T extends string>(name: string, choices: readonly T[]): T[] =>
    choices.filter((choice) => texts(name).includes(choice))
  const ids = (name: string, ...words: string[]): string[] =>
    [...new Set(texts(name).filter((text) => isRowId(text) || words.includes(text)))].slice(0, mostIds)
  return withoutEmpty({
    intakes: ids('intake'),
    states: among('state', applicationStates),
    steps: among<StepFilter>('step', stepFilters),
    stages: ids('stage', 'none'),
    reviewers: ids('reviewer', 'me', 'none'),
    assessments: among('assessment', assessmentFilters),
    fees: among('fee', feeFilters),
    decisions: among<DecisionFilter>('decision', decisionFilters),
    decisionStates: among('decided', decisionStates),
    offers: among('offer', offerStates),
    query: texts('query').includes('open') ? 'open' : undefined,
    programmes: ids('programme', 'none'),
    score: { min: percent(texts('score_min')), max: percent(texts('score_max')) },
    created: { from: day(texts('created_from')), to: day(texts('created_to')) },
    submitted: { from: day(texts('submitted_from')), to: day(texts('submitted_to')) },
    search: searchOf(raw),
    sort: readSort(texts('sort')),
  })
}

/** The filter as what stands behind the `?` of an address: `readApplicationFilter` gives the same filter back. */
export function writeApplicationFilter(filter: ApplicationFilter): URLSearchParams {
  const address = new URLSearchParams()
  const say = (name: string, value: readonly string[] | string | number | undefined) => {
    const text = typeof value === 'object' ? value.join(',') : value === undefined ? '' : String(value)
    if (text !== '') address.set(name, text)
  }
  say('intake', filter.intakes)
  say('state', filter.states)
  say('step', filter.steps)
  say('stage', filter.stages)
  say('reviewer', filter.reviewers)
  say('assessment', filter.assessments)
  say('fee', filter.fees)
  say('decision', filter.decisions)
  say('decided', filter.decisionStates)
  say('offer', filter.offers)
  say('query', filter.query)
  say('programme', filter.programmes)
  say('score_min', filter.score?.min)
  say('score_max', filter.score?.max)
  say('created_from', filter.created?.from)
  say('created_to', filter.created?.to)
  say('submitted_from', filter.submitted?.from)
  say('submitted_to', filter.submitted?.to)
  say('q', filter.search)
  say('sort', filter.sort && writeSort(filter.sort))
  return address
}

/** The names `writeApplicationFilter` may use in an address. */
export const filterNames = [
  'intake',
  'state',
  'step',
  'stage',
  'reviewer',
  'assessment',
  'fee',
  'decision',
  'decided',
  'offer',
  'query',
  'programme',
  'score_min',
  'score_max',
  'created_from',
  'created_to',
  'submitted_from',
  'submitted_to',
  'q',
  'sort',
] as const

/** The filter with `me` replaced by an account: a filter that is kept or run later names the person. */
export function asAskedBy(filter: ApplicationFilter, accountId: string): ApplicationFilter {
  if (!filter.reviewers?.includes('me')) return filter
  const reviewers = filter.reviewers.map((reviewer) => (reviewer === 'me' ? accountId : reviewer))
  return { ...filter, reviewers: [...new Set(reviewers)] }
}

/** Whether anything narrows the list: order alone does not. */
export const isNarrowed = ({ sort: _order, ...rest }: ApplicationFilter): boolean =>
  Object.values(rest).some((value) => value !== undefined)

const mostIds = 50

/** Every value of a name: repeated, or several behind commas. */
function textsOf(raw: RawFilter): (name: string) => string[] {
  return (name) =>
    valuesOf(raw, name)
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
}

function valuesOf(raw: RawFilter, name: string): string[] {
  if (raw instanceof URLSearchParams) return raw.getAll(name)
  const value = raw[name]
  return value === undefined ? [] : [value].flat()
}

function searchOf(raw: RawFilter): string | undefined {
  const text = valuesOf(raw, 'q')[0]?.trim().slice(0, 100).trim()
  return text === '' ? undefined : text
}

function percent([text]: string[]): number | undefined {
  return text !== undefined && /^\d{1,3}(\.\d{1,2})?$/.test(text) && Number(text) <= 100
    ? Number(text)
    : undefined
}

/** A calendar day that exists: 30 February does not. */
function day([text]: string[]): string | undefined {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return undefined
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : undefined
}

/** Leaves out what says nothing, so that two filters that mean the same look the same. */
function withoutEmpty(filter: ApplicationFilter): ApplicationFilter {
  const says = (value: unknown): boolean => {
    if (Array.isArray(value)) return value.length > 0
    return typeof value === 'object' && value !== null ? Object.values(value).some(says) : value !== undefined
  }
  const kept = Object.entries(filter).filter(([, value]) => says(value))
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      isRange(value) ? Object.fromEntries(Object.entries(value).filter(([, v]) => says(v))) : value,
    ]),
  )
}

const isRange = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
