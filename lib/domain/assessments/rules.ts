import type { ScoreLevel, ScoreScale } from './scores'

/**
 * One condition on a result. A mark is always named with its level, its name and its scale, so that nothing is ever
 * compared across scales; `reportType` is needed for groups. Bounds are inclusive.
 */
export type MarkCondition = {
  kind: 'mark'
  level: ScoreLevel
  /** Section, scale or group in the provider's words; compared without case and spaces; empty for the overall line. */
  name: string
  reportType: string | null
  scale: ScoreScale
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
  /** Why, for the applicant. `{name}`, `{value}` and `{scale}` stand for the first mark that held. */
  sentence: { en: string; hi: string }
}

/** Everything one version of a rule set says. */
export type RecommendationRules = {
  rules: RecommendationRule[]
  /** At most so many programmes are recommended. */
  most: number
}
