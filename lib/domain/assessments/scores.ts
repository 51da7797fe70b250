/**
 * The scales providers mark on. A value means nothing without its scale, and scales are never compared with one another:
 * `points` of `outOf`, `percent` 0–100, `percentile` 1–100 against a norm, `sten` 1–10, `z` any sign, `t` around 50,
 * `ten` an overall mark of 1–10.
 */
export const scoreScales = ['points', 'percent', 'percentile', 'sten', 'z', 't', 'ten'] as const
export type ScoreScale = (typeof scoreScales)[number]

export type Score = {
  scale: ScoreScale
  value: number
  /** The highest possible mark; points only. */
  outOf: number | null
}

/** What a line of the sheet is about: the whole test, one section, a trait (scale) of a questionnaire, or a group of traits. */
export const scoreLevels = ['overall', 'section', 'scale', 'group'] as const
export type ScoreLevel = (typeof scoreLevels)[number]

export const sectionStates = ['not_started', 'in_progress', 'paused', 'completed'] as const
export type SectionState = (typeof sectionStates)[number]

export type ScoreLine = {
  level: ScoreLevel
  /** The provider's id of a section, where it has one: what a reset or verification names. */
  id: string | null
  /** In the provider's words; empty for the overall line. */
  name: string
  /** Section that a scale or group belongs to. */
  within: string | null
  /** Report a group belongs to. Groups of different reports represent the same answers differently and are never mixed. */
  reportType: string | null
  scores: Score[]
  state: SectionState | null
  /** A supervised repeat of a section: shown, never averaged, never matched by a rule. */
  isVerification: boolean
  /** The provider's word about a verification, e.g. `passed`. */
  verdict: string | null
  minutes: number | null
}

/** Everything a provider marked in one attempt, overall line first. */
export type ScoreSheet = {
  lines: ScoreLine[]
  /** The provider's performance category, e.g. `Excellent`. */
  band: string | null
  /** Whom percentiles, stens and z-scores compare with, where the provider says. */
  norm: string | null
  /** The sitting ended early: what is here is a part. */
  isPartial: boolean
}

/** The mark on one scale, or null when the line has none. */
export const scoreOn = (line: ScoreLine, scale: ScoreScale): Score | null =>
  line.scores.find((score) => score.scale === scale) ?? null

/** The line about the whole test, or null. */
export const overallLine = (sheet: ScoreSheet): ScoreLine | null =>
  sheet.lines.find(({ level, isVerification }) => level === 'overall' && !isVerification) ?? null

/** The sheet to keep after news: a sheet with fewer marks never replaces a richer one, none erases nothing. */
export function keptSheet(held: ScoreSheet | null, sent: ScoreSheet | null): ScoreSheet | null {
  if (!sent || sent.lines.length === 0) return held
  if (!held) return sent
  const marks = ({ lines }: ScoreSheet) =>
    lines.reduce((sum, { scores, verdict }) => sum + scores.length + (verdict ? 1 : 0), 0)
  return marks(sent) >= marks(held) ? sent : held
}
