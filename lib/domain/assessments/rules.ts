import type { ScoreLevel, ScoreScale } from './scores'

/**
 * One condition on a result. A mark is always named with its level, its name and its scale, so that nothing is ever
 * compared across scales. Bounds are inclusive; at least one of them is set in rules that staff may publish.
 */
export type MarkCondition = {
  kind: 'mark'
  level: ScoreLevel
  /** Section, scale or group in the provider's words; compared without case and spaces; empty for the overall line. */
  name: string
  /** Groups only: the report they belong to. A group condition without one never holds. */
  reportType: string | null
  scale: ScoreScale
  /** Points only: of how many. 34 of 50 says nothing about 34 of 100, so another total never matches. */
  outOf: number | null
  atLeast: number | null
  atMost: number | null
}

/** The provider's performance category is one of these words. */
export type BandCondition = { kind: 'band'; words: string[] }

export type RuleCondition = MarkCondition | BandCondition

/** Recommends one programme when every condition holds. */
export type RecommendationRule = {
  programmeCode: string
  conditions: RuleCondition[]
  /** Higher comes first; several rules for one programme add up. */
  weight: number
  /** Why, for the applicant. The blanks of `sentenceBlanks` stand for the first mark that held. */
  sentence: { en: string; hi: string }
}

/** Everything one version of a rule set says. */
export type RecommendationRules = {
  rules: RecommendationRule[]
  /** At most so many programmes are recommended. */
  most: number
}

/** What a sentence may leave blank: the name of the mark, its number, its scale, and both together ("sten 7 of 10"). */
export const sentenceBlanks = ['name', 'value', 'scale', 'mark'] as const
export type SentenceBlank = (typeof sentenceBlanks)[number]

/** What a bound on each scale may be. Points are bounded by their own total besides. */
export const scaleBounds: Record<ScoreScale, { min: number; max: number }> = {
  points: { min: 0, max: 10_000 },
  percent: { min: 0, max: 100 },
  percentile: { min: 1, max: 100 },
  sten: { min: 1, max: 10 },
  z: { min: -10, max: 10 },
  t: { min: 0, max: 100 },
  ten: { min: 1, max: 10 },
}

/** How large a set of rules may grow: far above what anybody reads, far below what slows a result down. */
export const ruleLimits = {
  rules: 60,
  conditions: 8,
  bandWords: 10,
  name: 120,
  sentence: 400,
  weight: 100,
  most: 20,
} as const

/** Blanks that a sentence uses, known or not, in order. */
export const blanksIn = (sentence: string): string[] =>
  [...sentence.matchAll(/\{([^{}]*)\}/g)].map(([, blank = '']) => blank)

export const isSentenceBlank = (blank: string): blank is SentenceBlank =>
  sentenceBlanks.some((known) => known === blank)
