import {
  isSentenceBlank,
  type MarkCondition,
  type RecommendationRule,
  type RecommendationRules,
  type RuleCondition,
  type SentenceBlank,
} from './rules'
import type { Score, ScoreLevel, ScoreLine, ScoreSheet } from './scores'

/** A mark that a recommendation rests on, as it stood on the sheet. */
export type HeldMark = {
  level: ScoreLevel
  name: string
  within: string | null
  reportType: string | null
  score: Score
}

/** How a mark is put into words, per language; the words themselves live with the other sentences. */
export type MarkWords = Record<'en' | 'hi', (mark: HeldMark) => Record<SentenceBlank, string>>

export type RuledRecommendation = {
  programmeCode: string
  /** Weights of every rule that held for this programme, added up. */
  weight: number
  /** The sentence of its weightiest rule, blanks filled. */
  reason: { en: string; hi: string }
  /** Which rules held, as places in the list of rules from 0. Never empty. */
  heldRules: number[]
  marks: HeldMark[]
  /** The performance category, where a rule asked for it. */
  band: string | null
  /** The sitting ended early: this rests on a part of the test. */
  isPartial: boolean
}

type HeldRule = { at: number; rule: RecommendationRule; marks: HeldMark[]; readsBand: boolean }

/**
 * The programmes that a partner's rules recommend for a sheet, weightiest first, equal ones in the order of the rules; only
 * programmes in `offered` (their codes). The same sheet, rules and offer always give the same list, whatever the order of
 * the sheet's lines. Never throws.
 */
export function recommend(
  sheet: ScoreSheet,
  { rules, most }: RecommendationRules,
  offered: readonly string[],
  words: MarkWords,
): RuledRecommendation[] {
  const held = rules.flatMap((rule, at) => {
    const marks = offered.includes(rule.programmeCode) ? marksOfHeldRule(sheet, rule) : null
    const readsBand = rule.conditions.some(({ kind }) => kind === 'band')
    return marks ? [{ at, rule, marks, readsBand }] : []
  })
  const codes = [...new Set(held.map(({ rule }) => rule.programmeCode))]
  return codes
    .map((code) =>
      recommended(
        sheet,
        held.filter(({ rule }) => rule.programmeCode === code),
        words,
      ),
    )
    .sort((a, b) => b.weight - a.weight || (a.heldRules[0] ?? 0) - (b.heldRules[0] ?? 0))
    .slice(0, Math.max(0, most))
}

/** The marks a rule rests on when every condition of it holds; null when one does not. A rule without conditions never holds. */
function marksOfHeldRule(sheet: ScoreSheet, { conditions }: RecommendationRule): HeldMark[] | null {
  const marks: HeldMark[] = []
  for (const condition of conditions) {
    const found = holds(sheet, condition)
    if (found === null) return null
    if (found !== 'band') marks.push(found)
  }
  return conditions.length > 0 ? marks : null
}

function holds(sheet: ScoreSheet, condition: RuleCondition): HeldMark | 'band' | null {
  if (condition.kind === 'mark') return findMark(sheet, condition)
  const { band } = sheet
  return band !== null && condition.words.some((word) => squash(word) === squash(band)) ? 'band' : null
}

/** The highest mark that meets the condition: several sections may carry one name, and their order must not matter. */
function findMark(sheet: ScoreSheet, condition: MarkCondition): HeldMark | null {
  const fitting = sheet.lines
    .filter((line) => isNamed(line, condition))
    .flatMap((line) => {
      const { level, name, within, reportType } = line
      return line.scores
        .filter((score) => fits(score, condition) && isSettled(sheet, line, condition))
        .map((score) => ({ level, name, within, reportType, score }))
    })
  return fitting.reduce<HeldMark | null>((best, mark) => (best && !isBefore(mark, best) ? best : mark), null)
}

/** A supervised repeat is never matched, and a group only within the report that the condition names. */
function isNamed(line: ScoreLine, { level, name, reportType }: MarkCondition): boolean {
  if (line.isVerification || line.level !== level || squash(line.name) !== squash(name)) return false
  if (level !== 'group') return true
  return reportType !== null && line.reportType !== null && squash(line.reportType) === squash(reportType)
}

function fits({ scale, value, outOf }: Score, condition: MarkCondition): boolean {
  if (scale !== condition.scale || !Number.isFinite(value)) return false
  if (scale === 'points' && outOf !== condition.outOf) return false
  return value >= (condition.atLeast ?? -Infinity) && value <= (condition.atMost ?? Infinity)
}

/** After an early end an upper bound holds only for parts that were finished: a low mark may be one that was never earned. */
const isSettled = (sheet: ScoreSheet, line: ScoreLine, { atMost }: MarkCondition): boolean =>
  !sheet.isPartial || atMost === null || line.state === 'completed'

function isBefore(a: HeldMark, b: HeldMark): boolean {
  if (a.score.value !== b.score.value) return a.score.value > b.score.value
  return orderKey(a) < orderKey(b)
}

const orderKey = ({ name, within, reportType, score }: HeldMark) =>
  JSON.stringify([name, within, reportType, score.outOf])

function recommended(sheet: ScoreSheet, held: readonly HeldRule[], words: MarkWords): RuledRecommendation {
  const [first, ...others] = held
  if (!first) throw new Error('a recommendation needs a rule that held')
  const weightiest = others.reduce((best, next) => (next.rule.weight > best.rule.weight ? next : best), first)
  const { sentence } = weightiest.rule
  const [mark] = weightiest.marks
  return {
    programmeCode: first.rule.programmeCode,
    weight: held.reduce((sum, { rule }) => sum + rule.weight, 0),
    reason: {
      en: filled(sentence.en, mark && words.en(mark)),
      hi: filled(sentence.hi, mark && words.hi(mark)),
    },
    heldRules: held.map(({ at }) => at),
    marks: distinct(held.flatMap(({ marks }) => marks)),
    band: held.some(({ readsBand }) => readsBand) ? sheet.band : null,
    isPartial: sheet.isPartial,
  }
}

/** Fills the known blanks of a sentence in one go, so that a name with braces in it stays a name. */
const filled = (sentence: string, words: Record<SentenceBlank, string> | undefined): string =>
  sentence.replace(/\{([^{}]*)\}/g, (whole, blank: string) =>
    words && isSentenceBlank(blank) ? words[blank] : whole,
  )

const distinct = (marks: readonly HeldMark[]): HeldMark[] => [
  ...new Map(marks.map((mark) => [JSON.stringify(mark), mark])).values(),
]

/** Names are compared without case and spaces, as providers are not true to either. */
const squash = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\u00a0]+/g, '')
