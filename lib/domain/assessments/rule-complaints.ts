import { blanksIn, isSentenceBlank, ruleLimits, scaleBounds } from './rules'
import { scoreLevels, type ScoreScale, scoreScales } from './scores'
import {
  type conditionFields,
  conditionField,
  numberIn,
  ruleField,
  type TypedCondition,
  type TypedRule,
  type TypedRules,
  wordsIn,
} from './typed-rules'

/** What is wrong with one field, as a key of messages `rules.errors`. */
export type RuleComplaint = { field: string; error: RuleError }
export type RuleError = (typeof ruleErrors)[number]
export const ruleErrors = [
  'most_wrong',
  'rules_missing',
  'rules_too_many',
  'programme_missing',
  'programme_unknown',
  'weight_wrong',
  'sentence_en_missing',
  'sentence_hi_missing',
  'sentence_too_long',
  'blank_unknown',
  'blank_without_mark',
  'conditions_missing',
  'conditions_too_many',
  'condition_unknown',
  'name_missing',
  'name_too_long',
  'report_missing',
  'total_wrong',
  'bound_missing',
  'bound_points',
  'bound_percent',
  'bound_percentile',
  'bound_sten',
  'bound_z',
  'bound_t',
  'bound_ten',
  'bounds_crossed',
  'words_missing',
  'words_too_many',
] as const

/** Everything wrong with typed rules, in the order of the form; an empty list means that `toRules` may read them. */
export function complaintsAbout(
  { most, rules }: TypedRules,
  programmeCodes: readonly string[],
): RuleComplaint[] {
  const complaints: RuleComplaint[] = []
  if (!isWhole(most, 1, ruleLimits.most)) complaints.push({ field: 'most', error: 'most_wrong' })
  if (rules.length === 0) complaints.push({ field: 'rules', error: 'rules_missing' })
  if (rules.length > ruleLimits.rules) complaints.push({ field: 'rules', error: 'rules_too_many' })
  return complaints.concat(rules.flatMap((rule, at) => aboutRule(rule, at, programmeCodes)))
}

function aboutRule(rule: TypedRule, at: number, programmeCodes: readonly string[]): RuleComplaint[] {
  const { programme, weight, conditions } = rule
  const complaints: RuleComplaint[] = []
  const complain = (field: Parameters<typeof ruleField>[1], error: RuleError) =>
    complaints.push({ field: ruleField(at, field), error })
  if (programme === '') complain('programme', 'programme_missing')
  else if (!programmeCodes.includes(programme)) complain('programme', 'programme_unknown')
  if (conditions.length === 0) complain('conditions', 'conditions_missing')
  if (conditions.length > ruleLimits.conditions) complain('conditions', 'conditions_too_many')
  complaints.push(...conditions.flatMap((condition, place) => aboutCondition(condition, at, place)))
  if (!isWhole(weight, 1, ruleLimits.weight)) complain('weight', 'weight_wrong')
  for (const language of ['en', 'hi'] as const) {
    const error = aboutSentence(rule[language].trim(), conditions, language)
    if (error) complain(language, error)
  }
  return complaints
}

function aboutSentence(
  sentence: string,
  conditions: readonly TypedCondition[],
  language: 'en' | 'hi',
): RuleError | null {
  if (sentence === '') return `sentence_${language}_missing`
  if (sentence.length > ruleLimits.sentence) return 'sentence_too_long'
  const blanks = blanksIn(sentence)
  if (!blanks.every(isSentenceBlank)) return 'blank_unknown'
  return blanks.length > 0 && !conditions.some(({ kind }) => kind === 'mark') ? 'blank_without_mark' : null
}

function aboutCondition(condition: TypedCondition, rule: number, at: number): RuleComplaint[] {
  const complaints: RuleComplaint[] = []
  const complain = (field: (typeof conditionFields)[number], error: RuleError) =>
    complaints.push({ field: conditionField(rule, at, field), error })
  if (condition.kind === 'band') {
    const words = wordsIn(condition.words)
    if (words.length === 0) complain('words', 'words_missing')
    if (words.length > ruleLimits.bandWords) complain('words', 'words_too_many')
    if (words.some((word) => word.length > ruleLimits.name)) complain('words', 'name_too_long')
    return complaints
  }
  const scale = scoreScales.find((known) => known === condition.scale)
  const level = scoreLevels.find((known) => known === condition.level)
  if (condition.kind !== 'mark' || !scale || !level) {
    complain('kind', 'condition_unknown')
    return complaints
  }
  const name = condition.name.trim()
  if (level !== 'overall' && name === '') complain('name', 'name_missing')
  if (Math.max(name.length, condition.reportType.length) > ruleLimits.name) complain('name', 'name_too_long')
  if (level === 'group' && condition.reportType.trim() === '') complain('reportType', 'report_missing')
  aboutBounds(condition, scale).forEach(({ field, error }) => complain(field, error))
  return complaints
}

type BoundComplaint = { field: 'outOf' | 'atLeast' | 'atMost'; error: RuleError }

function aboutBounds(condition: TypedCondition, scale: ScoreScale): BoundComplaint[] {
  const complaints: BoundComplaint[] = []
  const total = numberIn(condition.outOf)
  const hasTotal = typeof total === 'number' && total > 0 && total <= scaleBounds.points.max
  if (scale === 'points' && !hasTotal) complaints.push({ field: 'outOf', error: 'total_wrong' })
  const { min } = scaleBounds[scale]
  const max = scale === 'points' && hasTotal ? total : scaleBounds[scale].max
  for (const field of ['atLeast', 'atMost'] as const) {
    const bound = numberIn(condition[field])
    if (bound === 'unreadable' || (bound !== null && (bound < min || bound > max)))
      complaints.push({ field, error: `bound_${scale}` })
  }
  const [least, most] = [numberIn(condition.atLeast), numberIn(condition.atMost)]
  if (least === null && most === null) complaints.push({ field: 'atLeast', error: 'bound_missing' })
  if (typeof least === 'number' && typeof most === 'number' && least > most)
    complaints.push({ field: 'atMost', error: 'bounds_crossed' })
  return complaints
}

const isWhole = (text: string, min: number, max: number): boolean =>
  /^\d{1,4}$/.test(text.trim()) && Number(text) >= min && Number(text) <= max
