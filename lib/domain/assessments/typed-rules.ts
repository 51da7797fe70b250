import { type RecommendationRules, type RuleCondition, ruleLimits } from './rules'
import { scoreLevels, scoreScales } from './scores'

/** Rules as they are typed into a form, half finished and wrong ones included: texts only, one per field. */
export type TypedCondition = Record<(typeof conditionFields)[number], string>
export type TypedRule = Record<(typeof ruleFields)[number], string> & { conditions: TypedCondition[] }
export type TypedRules = { most: string; rules: TypedRule[] }

export const conditionFields = [
  'kind',
  'level',
  'name',
  'reportType',
  'scale',
  'outOf',
  'atLeast',
  'atMost',
  'words',
] as const
export const ruleFields = ['programme', 'weight', 'en', 'hi'] as const

/** The name of a field in the form: `rules.0.programme`, `rules.0.conditions.1.atLeast`. */
export const ruleField = (rule: number, field: (typeof ruleFields)[number] | 'conditions') =>
  `rules.${rule}.${field}`
export const conditionField = (rule: number, at: number, field: (typeof conditionFields)[number]) =>
  `rules.${rule}.conditions.${at}.${field}`

/** Reads the form's fields back, as far as they go; whatever else was sent is left out. Never throws. */
export function readTypedRules(sent: Record<string, unknown>): TypedRules {
  const text = (name: string) => (typeof sent[name] === 'string' ? sent[name] : '')
  const rules: TypedRule[] = []
  while (typeof sent[ruleField(rules.length, 'programme')] === 'string' && rules.length <= ruleLimits.rules) {
    const at = rules.length
    const conditions: TypedCondition[] = []
    while (
      typeof sent[conditionField(at, conditions.length, 'kind')] === 'string' &&
      conditions.length <= ruleLimits.conditions
    )
      conditions.push(record(conditionFields, (field) => text(conditionField(at, conditions.length, field))))
    rules.push({ ...record(ruleFields, (field) => text(ruleField(at, field))), conditions })
  }
  return { most: text('most'), rules }
}

/** Rules as the form shows them. The inverse of `toRules` for rules that passed it. */
export const toTypedRules = ({ most, rules }: RecommendationRules): TypedRules => ({
  most: String(most),
  rules: rules.map(({ programmeCode, weight, sentence, conditions }) => ({
    programme: programmeCode,
    weight: String(weight),
    en: sentence.en,
    hi: sentence.hi,
    conditions: conditions.map(toTypedCondition),
  })),
})

function toTypedCondition(condition: RuleCondition): TypedCondition {
  if (condition.kind === 'band') return { ...emptyCondition, kind: 'band', words: condition.words.join(', ') }
  const shown = (value: number | null) => (value === null ? '' : String(value))
  const { level, name, reportType, scale, outOf, atLeast, atMost } = condition
  return {
    kind: 'mark',
    level,
    name,
    reportType: reportType ?? '',
    scale,
    outOf: shown(outOf),
    atLeast: shown(atLeast),
    atMost: shown(atMost),
    words: '',
  }
}

const record = <Name extends string>(names: readonly Name[], of: (name: Name) => string) =>
  Object.fromEntries(names.map((name) => [name, of(name)])) as Record<Name, string>

export const emptyCondition: TypedCondition = {
  ...record(conditionFields, () => ''),
  kind: 'mark',
  level: 'section',
  scale: 'percent',
}
export const emptyRule: TypedRule = {
  ...record(ruleFields, () => ''),
  weight: '10',
  conditions: [emptyCondition],
}

/**
 * The form after one press of an adding or removing button (`add_rule`, `remove_rule:2`, `raise_rule:2`,
 * `add_condition:2`, `remove_condition:2:0`), everything typed kept, and the field to go on with; null for any other word.
 */
export function edited(typed: TypedRules, doing: string): { typed: TypedRules; focus: string } | null {
  const [verb, ...places] = doing.split(':')
  const [at = -1, condition = -1] = places.map(Number)
  const { rules } = typed
  const held = rules[at]
  const withRules = (next: TypedRule[], focus: string) => ({ typed: { ...typed, rules: next }, focus })
  const withConditions = (conditions: TypedCondition[], focus: string) =>
    withRules(rules.with(at, { ...emptyRule, ...held, conditions }), focus)
  if (verb === 'add_rule') return withRules([...rules, emptyRule], ruleField(rules.length, 'programme'))
  if (!held) return null
  if (verb === 'remove_rule') return withRules(rules.toSpliced(at, 1), 'rules')
  const above = rules[at - 1]
  if (verb === 'raise_rule' && above)
    return withRules(rules.with(at - 1, held).with(at, above), ruleField(at - 1, 'programme'))
  if (verb === 'add_condition') {
    const place = held.conditions.length
    return withConditions([...held.conditions, emptyCondition], conditionField(at, place, 'kind'))
  }
  if (verb === 'remove_condition')
    return withConditions(held.conditions.toSpliced(condition, 1), ruleField(at, 'programme'))
  return null
}

/** The rules that were typed. Only for what `complaintsAbout` found nothing wrong with. */
export const toRules = ({ most, rules }: TypedRules): RecommendationRules => ({
  rules: rules.map(({ programme, weight, en, hi, conditions }) => ({
    programmeCode: programme,
    conditions: conditions.map(toCondition),
    weight: Number(weight),
    sentence: { en: en.trim(), hi: hi.trim() },
  })),
  most: Number(most),
})

function toCondition(typed: TypedCondition): RuleCondition {
  if (typed.kind === 'band') return { kind: 'band', words: wordsIn(typed.words) }
  const bound = (text: string) => {
    const read = numberIn(text)
    return typeof read === 'number' ? read : null
  }
  const level = scoreLevels.find((known) => known === typed.level) ?? 'overall'
  const scale = scoreScales.find((known) => known === typed.scale) ?? 'percent'
  return {
    kind: 'mark',
    level,
    // What does not belong to the chosen kind of mark may still stand in its hidden field.
    name: level === 'overall' ? '' : typed.name.trim(),
    reportType: level === 'group' ? typed.reportType.trim() : null,
    scale,
    outOf: scale === 'points' ? bound(typed.outOf) : null,
    atLeast: bound(typed.atLeast),
    atMost: bound(typed.atMost),
  }
}

/** Words of a category as typed: one per comma or line. */
export const wordsIn = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** A typed number; null for an empty field. */
export function numberIn(text: string): number | null | 'unreadable' {
  const plain = text.trim().replace('−', '-')
  if (plain === '') return null
  return /^-?\d{1,6}(?:\.\d{1,3})?$/.test(plain) ? Number(plain) : 'unreadable'
}
