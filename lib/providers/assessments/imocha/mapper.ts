import type { Progress, ResultState, StatusDetail } from '@/lib/domain/assessments/attempt'
import type { Score, ScoreLine, ScoreSheet } from '@/lib/domain/assessments/scores'
import type { AttemptReport } from '@/lib/providers/assessments/contract'
import type { ImochaSettings } from './config'
import type { WireReport, WireSection } from './wire'
import { squash } from './wire-values'

export type MappingRules = Pick<ImochaSettings, 'statusWords' | 'timeTakenUnit'>

export type Standing = { progress: Progress | 'unknown'; detail: StatusDetail | null }

/** reference/providers.md §2.7. A cancelled invitation is a dead link without a sitting: expired, with its own reason. */
const words = new Map<string, Standing>([
  ['pending', { progress: 'not_started', detail: null }],
  ['notstarted', { progress: 'not_started', detail: null }],
  ['inprogress', { progress: 'in_progress', detail: null }],
  ['complete', { progress: 'completed', detail: null }],
  ['completed', { progress: 'completed', detail: null }],
  ['testleft', { progress: 'abandoned', detail: 'left_test' }],
  ['terminated', { progress: 'failed', detail: 'terminated_by_provider' }],
  ['expired', { progress: 'expired', detail: 'window_elapsed' }],
  ['cancelled', { progress: 'expired', detail: 'cancelled' }],
  ['canceled', { progress: 'expired', detail: 'cancelled' }],
  ['reset', { progress: 'not_started', detail: 'reset' }],
])

/** What a word of the connection's own list means beyond its progress. */
const usualDetail: Partial<Record<Progress, StatusDetail>> = {
  abandoned: 'left_test',
  failed: 'terminated_by_provider',
  expired: 'window_elapsed',
}

/** Our words for a status; the connection's own list goes first. `unknown` for anything not listed, `None` included. */
export function toStanding(raw: string | null, overrides: MappingRules['statusWords']): Standing {
  if (raw === null) return { progress: 'unknown', detail: null }
  const own = Object.entries(overrides).find(([word]) => squash(word) === squash(raw))?.[1]
  if (own) return { progress: own, detail: usualDetail[own] ?? null }
  return words.get(squash(raw)) ?? { progress: 'unknown', detail: null }
}

/** What a report says about one sitting, in our words; the same for V2 and V3. Pure; never throws, whatever it holds. */
export function toReport(report: WireReport, rules: MappingRules): AttemptReport {
  const { progress, detail } = toStanding(report.status, rules.statusWords)
  // Before the end iMocha sends zeros, which are no marks (§2.3).
  const isOver = progress === 'completed' || progress === 'abandoned' || progress === 'failed'
  const scores = isOver ? toSheet(report, progress !== 'completed') : null
  const durationMinutes = isOver ? toMinutes(report.timeTaken, rules.timeTakenUnit) : null
  return {
    progress,
    result: toResult(progress, report, scores !== null),
    rawStatus: report.status === null ? null : clean(report.status, 100),
    externalId: report.invitationId,
    startedAt: progress === 'not_started' || progress === 'unknown' ? null : report.attemptedOn,
    finishedAt: endOf(report.attemptedOn, durationMinutes),
    durationMinutes,
    recommendations: null,
    statusDetail: detail,
    scores,
    hasReports: isOver && report.pdfUrl !== null,
    expectedMinutes: toMinutes(report.minutes, 'minutes'),
  }
}

/** iMocha has no report of this invitation: what we hold stays. */
export const nothingSaid = (): AttemptReport => ({
  progress: 'unknown',
  result: 'none',
  rawStatus: null,
  externalId: null,
  startedAt: null,
  finishedAt: null,
  durationMinutes: null,
  recommendations: null,
})

/** Ready when the report file exists (V3) or is said to be generated (V2); marks of an unfinished sitting are a part. */
function toResult(progress: Progress | 'unknown', report: WireReport, hasMarks: boolean): ResultState {
  const isGenerated =
    report.reportStatus === null ? report.pdfUrl !== null : squash(report.reportStatus) === 'generated'
  if (progress === 'completed') return isGenerated ? 'ready' : 'pending'
  if (progress === 'abandoned' || progress === 'failed')
    return hasMarks || report.pdfUrl !== null ? 'partial' : 'none'
  return 'none'
}

function toSheet(report: WireReport, isPartial: boolean): ScoreSheet | null {
  const overall = lineOf('overall', null, '', marksOf(report.points, report.outOf, report.percent), null)
  const sections = report.sections.map((section) => sectionLine('section', section))
  const skills = report.skills.map((skill) => sectionLine('scale', skill))
  const lines = [overall, ...sections, ...skills].filter(
    ({ level, name, scores }) => scores.length > 0 && (level === 'overall' || name !== ''),
  )
  const band = report.band === null ? null : clean(report.band, 100)
  return lines.length > 0 ? { lines, band, norm: null, isPartial } : null
}

const sectionLine = (level: 'section' | 'scale', section: WireSection): ScoreLine =>
  lineOf(
    level,
    section.id === null ? null : clean(section.id, 100),
    clean(section.name, 200),
    marksOf(section.points, section.outOf, null),
    toMinutes(section.seconds, 'seconds'),
  )

const lineOf = (
  level: ScoreLine['level'],
  id: string | null,
  name: string,
  scores: Score[],
  minutes: number | null,
): ScoreLine => ({
  level,
  id,
  name,
  within: null,
  reportType: null,
  scores,
  state: null,
  isVerification: false,
  verdict: null,
  minutes,
})

/** Points of a total, and the percent they make. Nothing was marked where the total is zero: then there are no marks. */
function marksOf(points: number | null, outOf: number | null, sentPercent: number | null): Score[] {
  if (outOf !== null && outOf <= 0) return []
  // iMocha's own percentage is rounded, so ours goes first.
  const percent = points !== null && outOf !== null ? (points / outOf) * 100 : sentPercent
  return [
    ...(points === null ? [] : [{ scale: 'points', value: rounded(points), outOf } as const]),
    ...(percent === null
      ? []
      : [{ scale: 'percent', value: rounded(Math.min(100, Math.max(0, percent))), outOf: null } as const]),
  ]
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** Minutes to one decimal; null for what no sitting can last (nothing, or more than a day), which then is a wrong unit. */
function toMinutes(amount: number | null, unit: 'minutes' | 'seconds'): number | null {
  if (amount === null) return null
  const minutes = Math.round((unit === 'seconds' ? amount / 60 : amount) * 10) / 10
  return minutes >= 0 && minutes <= 1_440 ? minutes : null
}

const endOf = (start: Date | null, minutes: number | null): Date | null =>
  start && minutes !== null ? new Date(start.getTime() + minutes * 60_000) : null

/** PostgreSQL keeps neither NUL nor half a surrogate pair. */
const clean = (text: string, longest: number) =>
  text
    .slice(0, longest)
    .replaceAll('\u0000', '')
    .replace(/\p{Surrogate}/gu, '')
    .trim()
