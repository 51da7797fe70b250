import type { Progress, ResultState } from '@/lib/domain/assessments/attempt'
import type { AttemptRef, AttemptReport, RecommendedCourse } from '@/lib/providers/assessments/contract'
import type { StudyHqSettings } from './config'
import { squash, type JsonObject, type WireAnswer, type WireCourse, type WireItem } from './wire'

export type MappingRules = Pick<
  StudyHqSettings,
  'durationUnit' | 'statusWords' | 'acceptEarlierResults' | 'abandonAfterHours'
>

const words = new Map<string, Progress>([
  ...['notstarted', 'pending', 'created', 'invited', 'generated', 'registered'].map(
    (word) => [word, 'not_started'] as const,
  ),
  ...['inprogress', 'started', 'ongoing', 'running', 'resumed'].map((word) => [word, 'in_progress'] as const),
  ...['completed', 'complete', 'finished', 'submitted', 'done', 'evaluated'].map(
    (word) => [word, 'completed'] as const,
  ),
  ...['abandoned', 'left', 'quit', 'incomplete', 'dropped'].map((word) => [word, 'abandoned'] as const),
  ...['expired', 'timeout', 'timedout', 'linkexpired'].map((word) => [word, 'expired'] as const),
  ...['failed', 'error', 'invalid', 'cancelled', 'terminated'].map((word) => [word, 'failed'] as const),
])

const most = { courses: 200, name: 300, status: 100, id: 200, rawBytes: 4_096, depth: 4, entries: 50 }
const hour = 3_600_000
/** Two machines' clocks differ; a sitting that seems a little older than our attempt row is still this one. */
const clockSlack = 5 * 60_000

/** What StudyHQ's answer says about one attempt at `now`, in our words. Pure; never throws, whatever the answer holds. */
export function toReport(answer: WireAnswer, ref: AttemptRef, rules: MappingRules, now: Date): AttemptReport {
  const item = chooseSitting(answer.items, ref, rules)
  if (!item) return answer.isReadable ? noRecord() : { ...noRecord(), progress: 'unknown' }
  const said = toProgress(item.status, rules.statusWords)
  const recommendations = toCourses(item.courses)
  return {
    progress: isAbandoned(said, ref, rules, now) ? 'abandoned' : said,
    result: toResult(said, recommendations !== null),
    rawStatus: item.status === null ? null : clean(item.status, most.status),
    externalId: item.externalId === null ? null : clean(item.externalId, most.id),
    startedAt: item.startedAt,
    finishedAt: item.finishedAt,
    durationMinutes: toMinutes(item.duration, rules.durationUnit),
    recommendations,
  }
}

/** StudyHQ knows nothing of this attempt yet. `rawStatus` says in which words, where there were any. */
export const noRecord = (rawStatus: string | null = null): AttemptReport => ({
  progress: 'not_started',
  result: 'none',
  rawStatus,
  externalId: null,
  startedAt: null,
  finishedAt: null,
  durationMinutes: null,
  recommendations: null,
})

/** Our word for a status; the connection's own list goes first. `unknown` for anything not listed. */
export function toProgress(raw: string | null, overrides: Record<string, Progress>): Progress | 'unknown' {
  if (raw === null) return 'unknown'
  const own = Object.entries(overrides).find(([word]) => squash(word) === squash(raw))
  return own?.[1] ?? words.get(squash(raw)) ?? 'unknown'
}

/**
 * Results are kept per e-mail address, so an answer may hold sittings of earlier years or other applications.
 * A known id decides; several sittings under one id show that the id names the test, so then dates decide.
 */
function chooseSitting(items: WireItem[], ref: AttemptRef, rules: MappingRules): WireItem | undefined {
  const ours =
    ref.externalId === null
      ? []
      : items.filter((item) => item.externalId !== null && clean(item.externalId, most.id) === ref.externalId)
  if (ours.length === 1) return ours[0]
  const oldest = ref.since.getTime() - clockSlack
  const eligible = (ours.length > 1 ? ours : items).filter((item) => {
    const at = lastMoveOf(item)
    if (rules.acceptEarlierResults) return true
    // Under an id that another attempt has, only what plainly happened after this attempt began can be this one.
    return isKnown(item, ref) ? at !== null && at >= ref.since.getTime() : at === null || at >= oldest
  })
  // Undated sittings rank below dated ones; among equals the one further along says more.
  const rank = (item: WireItem) => [
    lastMoveOf(item) ?? -1,
    stage.indexOf(toProgress(item.status, rules.statusWords)),
    item.courses?.length ? 1 : 0,
  ]
  return eligible.reduce<WireItem | undefined>(
    (best, item) => (best && !isHigher(rank(item), rank(best)) ? best : item),
    undefined,
  )
}

const isKnown = ({ externalId }: WireItem, { knownExternalIds = [] }: AttemptRef) =>
  externalId !== null && knownExternalIds.includes(clean(externalId, most.id))

const stage: (Progress | 'unknown')[] = [
  'unknown',
  'not_started',
  'failed',
  'expired',
  'abandoned',
  'in_progress',
  'completed',
]

const lastMoveOf = (item: WireItem) => (item.finishedAt ?? item.startedAt)?.getTime() ?? null

function isHigher(left: number[], right: number[]): boolean {
  const at = left.findIndex((value, index) => value !== right[index])
  return at >= 0 && (left[at] ?? 0) > (right[at] ?? 0)
}

function toResult(progress: Progress | 'unknown', hasCourses: boolean): ResultState {
  if (progress === 'completed') return hasCourses ? 'ready' : 'pending'
  return hasCourses ? 'partial' : 'none'
}

/** StudyHQ says that a student can abandon, not when it notices: a sitting that has not moved for long is left. */
const isAbandoned = (progress: Progress | 'unknown', ref: AttemptRef, rules: MappingRules, now: Date) =>
  progress === 'in_progress' &&
  ref.lastProgressAt !== null &&
  now.getTime() - ref.lastProgressAt.getTime() >= rules.abandonAfterHours * hour

/** Whole minutes; null for what no sitting can last (more than a day), which then is a wrong unit. */
function toMinutes(duration: WireItem['duration'], unit: MappingRules['durationUnit']): number | null {
  if (!duration) return null
  const perMinute = { minutes: 1, seconds: 1 / 60, hours: 60 }[duration.unit ?? unit]
  const minutes = Math.round(duration.amount * perMinute)
  return minutes >= 0 && minutes <= 1_440 ? minutes : null
}

/** Wording and order are the provider's; only sizes are bounded. Null for none, so that nothing we hold is erased. */
function toCourses(courses: WireCourse[] | null): RecommendedCourse[] | null {
  const kept = (courses ?? []).slice(0, most.courses).flatMap(({ name, score, rank, raw }) => {
    const courseName = clean(name, most.name)
    return courseName === '' ? [] : [{ courseName, score, rank, raw: boundedObject(raw) }]
  })
  return kept.length > 0 ? kept : null
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const clean = (text: string, longest: number) =>
  text
    .slice(0, longest)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '')
    .trim()

/** A copy of at most 4 kB: fields are taken in order while they fit. */
function boundedObject(object: JsonObject): Record<string, unknown> {
  let bytes = 2
  const kept: [string, unknown][] = []
  for (const [key, value] of Object.entries(object).slice(0, most.entries)) {
    const entry: [string, unknown] = [clean(key, 100), bounded(value, most.depth)]
    const size = Buffer.byteLength(JSON.stringify(entry))
    if (bytes + size > most.rawBytes) continue
    bytes += size
    kept.push(entry)
  }
  return Object.fromEntries(kept)
}

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return clean(value, most.rawBytes)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'object' || value === null) return value ?? null
  if (depth === 0) return null
  if (Array.isArray(value)) return value.slice(0, most.entries).map((entry) => bounded(entry, depth - 1))
  const entries = Object.entries(value).slice(0, most.entries)
  return Object.fromEntries(entries.map(([key, entry]) => [clean(key, 100), bounded(entry, depth - 1)]))
}
