import type { Progress, ResultState, StatusDetail } from '@/lib/domain/assessments/attempt'
import type { Score, ScoreLine, ScoreScale, ScoreSheet, SectionState } from '@/lib/domain/assessments/scores'
import type { AttemptRef, AttemptReport, Memo } from '@/lib/providers/assessments/contract'
import type { TestPartnershipSettings } from './config'
import { readEndTime, squash, type WireAssessment, type WireSheet, type WireTest } from './wire'

export type MappingRules = Pick<
  TestPartnershipSettings,
  'endTimeFormat' | 'testTimeUnit' | 'statusWords' | 'abandonAfterHours' | 'reportType'
>

/** Of reference/providers.md §3.9; matched without case and spaces. */
const words = new Map<string, Progress>([
  ['notstarted', 'not_started'],
  ['inprogress', 'in_progress'],
  ['awaitingresume', 'in_progress'],
  ['submitted', 'completed'],
  ['completed', 'completed'],
  ['downloaded', 'completed'],
])

const sectionWords = new Map<string, SectionState>([
  ['notstarted', 'not_started'],
  ['inprogress', 'in_progress'],
  ['awaitingresume', 'paused'],
  ['completed', 'completed'],
])

/** What the guide allows on each scale; groups have unrounded stens, which may lie a little outside. */
const ranges: Record<Exclude<ScoreScale, 'points' | 'percent'>, [number, number]> = {
  ten: [1, 10],
  percentile: [0, 100],
  sten: [0.5, 10.5],
  z: [-20, 20],
  t: [-100, 200],
}

const most = { status: 100, name: 300, lines: 1_000, memoSections: 10, memoName: 80, minutes: 1_440 }
const hour = 3_600_000

/** What one assessment's scores (or status) say at `now`, in our words. Pure; never throws, whatever the answer holds. */
export function toReport(sheet: WireSheet, ref: AttemptRef, rules: MappingRules, now: Date): AttemptReport {
  const counted = sheet.tests.filter((test) => !isVerification(test))
  const said = toProgress(sheet.status, counted, rules.statusWords)
  const isPaused = said === 'in_progress' && counted.some(({ status }) => stateOf(status) === 'paused')
  const isLeft = isAbandoned(said, ref, rules, now)
  const scores = toScoreSheet(sheet, rules, said === 'completed')
  return {
    progress: isLeft ? 'abandoned' : said,
    result: toResult(said, scores),
    rawStatus: sheet.status === null ? null : clean(sheet.status, most.status),
    externalId: ref.externalId,
    startedAt: null,
    finishedAt: said === 'completed' ? finishOf(sheet, counted, rules) : null,
    durationMinutes: said === 'completed' ? minutesOf(counted, rules.testTimeUnit) : null,
    recommendations: null,
    statusDetail: detailOf(isPaused, isLeft),
    scores,
    hasReports: said === 'completed',
  }
}

/** Nobody has this attempt's username yet: it was never begun there. */
export const noRecord = (): AttemptReport => ({
  progress: 'not_started',
  result: 'none',
  rawStatus: null,
  externalId: null,
  startedAt: null,
  finishedAt: null,
  durationMinutes: null,
  recommendations: null,
})

/** The assessment is no longer known there, on both calls that could name it. */
export const vanished = (rawStatus: string, externalId: string): AttemptReport => ({
  ...noRecord(),
  progress: 'failed',
  rawStatus: clean(rawStatus, most.status),
  externalId,
})

/** Our word for the overall status, read together with the sections; `unknown` for a word nobody has listed. */
export function toProgress(
  raw: string | null,
  tests: Pick<WireTest, 'status'>[],
  overrides: Record<string, Progress>,
): Progress | 'unknown' {
  const own =
    raw === null ? undefined : Object.entries(overrides).find(([word]) => squash(word) === squash(raw))
  const said = own?.[1] ?? (raw === null ? undefined : words.get(squash(raw)))
  if (own) return own[1]
  if (raw !== null && said === undefined) return 'unknown'
  if (said === 'completed' || said === 'in_progress') return said
  const states = tests.map(({ status }) => stateOf(status))
  if (states.some((state) => state !== null && state !== 'not_started')) return 'in_progress'
  if (said === 'not_started') return said
  return states.length > 0 && states.every((state) => state === 'not_started') ? 'not_started' : 'unknown'
}

/** What is worth finding again about a new assessment. */
export function toMemo(assessment: WireAssessment, username: string, project: string): Memo {
  const sections = assessment.sections.slice(0, most.memoSections).flatMap(({ id, name }, index) => [
    [`sectionId${index + 1}`, id],
    [`sectionName${index + 1}`, clean(name, most.memoName)],
  ])
  return { username, project, ...Object.fromEntries(sections), testMinutes: expectedMinutesOf(assessment) }
}

/** Normal length of all sections together; null unless each says its own. */
export function expectedMinutesOf({ sections }: WireAssessment): number | null {
  const minutes = sections.map((section) => section.minutes)
  const known = minutes.filter((length) => length !== null && length > 0 && length <= most.minutes)
  const sum = known.reduce<number>((total, length) => total + (length ?? 0), 0)
  return minutes.length > 0 && known.length === minutes.length ? Math.round(sum) : null
}

/**
 * Every mark with its level and scale. Verification rows are lines of their own and counted nowhere; groups keep their
 * report and stand together by it, the recommended report first.
 */
export function toScoreSheet(
  sheet: WireSheet,
  rules: Pick<MappingRules, 'reportType' | 'testTimeUnit'>,
  isWhole: boolean,
): ScoreSheet | null {
  const overall = line({
    level: 'overall',
    name: '',
    scores: scoresOf({ ten: sheet.score, percentile: sheet.percentile, z: sheet.z, t: sheet.t }),
  })
  const lines = [
    ...(overall.scores.length > 0 ? [overall] : []),
    ...sheet.tests.flatMap((test) => linesOf(test, rules)),
  ]
  if (lines.length === 0) return null
  const norm = sheet.norm === null ? null : clean(sheet.norm, most.name) || null
  return { lines: lines.slice(0, most.lines), band: null, norm, isPartial: !isWhole }
}

function linesOf(test: WireTest, rules: Pick<MappingRules, 'reportType' | 'testTimeUnit'>): ScoreLine[] {
  const name = clean(test.name, most.name)
  const isRepeat = isVerification(test)
  const within = name === '' ? test.id : name
  const section = line({
    level: 'section',
    id: test.id,
    name,
    scores: scoresOf({ sten: test.sten, percentile: test.percentile, z: test.z, t: test.t }),
    state: stateOf(test.status),
    isVerification: isRepeat,
    verdict: test.verification === null ? null : clean(test.verification, most.status),
    minutes: minutesOf([test], rules.testTimeUnit),
  })
  const scales = test.scales.map(({ name, sten, z }) =>
    line({
      level: 'scale',
      name: clean(name, most.name),
      within,
      isVerification: isRepeat,
      scores: scoresOf({ sten, z }),
    }),
  )
  const isOther = (type: string | null) =>
    squash(type ?? '') === squash(rules.reportType) ? '' : (type ?? '\uFFFF')
  const groups = [...test.groups]
    .sort((left, right) => compare(isOther(left.reportType), isOther(right.reportType)))
    .map(({ name, sten, reportType }) =>
      line({
        level: 'group',
        name: clean(name, most.name),
        within,
        reportType: reportType === null ? null : clean(reportType, most.name),
        isVerification: isRepeat,
        scores: scoresOf({ sten }),
      }),
    )
  return [section, ...scales, ...groups]
}

const line = (given: Pick<ScoreLine, 'level' | 'name' | 'scores'> & Partial<ScoreLine>): ScoreLine => ({
  id: null,
  within: null,
  reportType: null,
  state: null,
  isVerification: false,
  verdict: null,
  minutes: null,
  ...given,
})

/** Marks outside their scale are no marks; what is left comes in the order given. */
function scoresOf(marks: Partial<Record<keyof typeof ranges, number | null>>): Score[] {
  return (Object.entries(marks) as [keyof typeof ranges, number | null][]).flatMap(([scale, value]) => {
    const [least, highest] = ranges[scale]
    return value === null || value < least || value > highest ? [] : [{ scale, value, outOf: null }]
  })
}

/** A supervised repeat is listed as a test of its own: by its name, or by a verdict where no mark stands beside it. */
function isVerification({ name, verification, z, percentile, sten, t }: WireTest): boolean {
  if (/^\s*verification\b/i.test(name)) return true
  return verification !== null && [z, percentile, sten, t].every((mark) => mark === null)
}

const stateOf = (status: string | null): SectionState | null =>
  status === null ? null : (sectionWords.get(squash(status)) ?? null)

/** Only a finished sitting has a ready result, and only with marks in it. */
function toResult(progress: Progress | 'unknown', sheet: ScoreSheet | null): ResultState {
  const hasMarks =
    sheet?.lines.some(({ scores, isVerification }) => !isVerification && scores.length > 0) ?? false
  if (progress === 'completed') return hasMarks ? 'ready' : 'pending'
  return hasMarks ? 'partial' : 'none'
}

/** Nobody there says that somebody has gone for good: a sitting that has not moved for long is left. */
const isAbandoned = (progress: Progress | 'unknown', ref: AttemptRef, rules: MappingRules, now: Date) =>
  progress === 'in_progress' &&
  ref.lastProgressAt !== null &&
  now.getTime() - ref.lastProgressAt.getTime() >= rules.abandonAfterHours * hour

function detailOf(isPaused: boolean, isLeft: boolean): StatusDetail | null {
  if (isLeft) return 'left_test'
  return isPaused ? 'paused' : null
}

/** The submission, else the end of the section that ended last. */
function finishOf({ submittedAt }: WireSheet, tests: WireTest[], rules: MappingRules): Date | null {
  if (submittedAt) return submittedAt
  const ends = tests.flatMap(({ endTime }) => readEndTime(endTime, rules.endTimeFormat) ?? [])
  return ends.sort((left, right) => right.getTime() - left.getTime())[0] ?? null
}

/** Whole minutes; nothing for a sum of zero (the guide's own sample says 0 for tests that took time) or beyond a day. */
function minutesOf(tests: Pick<WireTest, 'time'>[], unit: MappingRules['testTimeUnit']): number | null {
  const sum = tests.reduce((total, { time }) => total + (time !== null && time > 0 ? time : 0), 0)
  const minutes = Math.round(unit === 'seconds' ? sum / 60 : sum)
  return minutes > 0 && minutes <= most.minutes ? minutes : null
}

const compare = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0)

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const clean = (text: string, longest: number) =>
  text
    .slice(0, longest)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '')
    .trim()
