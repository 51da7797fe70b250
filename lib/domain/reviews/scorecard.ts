/** What of a criterion its score depends on. Weights of a scorecard are 100 together. */
export type Criterion = { id: string; weight: number; maxPoints: number }

export type Points = Readonly<Record<string, number>>

/** Points are whole, from 0 to the criterion's most. */
export const isScored = ({ maxPoints }: Criterion, points: number | undefined): points is number =>
  points !== undefined && Number.isInteger(points) && points >= 0 && points <= maxPoints

/** The criteria that have no valid points yet, in order. */
export const unscored = (criteria: readonly Criterion[], points: Points): string[] =>
  criteria.filter((criterion) => !isScored(criterion, points[criterion.id])).map(({ id }) => id)

/** The weighted score, 0 to 100 with two decimals; null while a criterion lacks its points, or there is none. */
export function weightedPercent(criteria: readonly Criterion[], points: Points): number | null {
  if (criteria.length === 0 || unscored(criteria, points).length > 0) return null
  const sum = criteria.reduce(
    (total, { id, weight, maxPoints }) => total + (weight * (points[id] ?? 0)) / maxPoints,
    0,
  )
  return Math.min(100, Math.round(sum * 100) / 100)
}

/** The mean of submitted scores, two decimals; null without any. */
export function meanPercent(percents: readonly number[]): number | null {
  if (percents.length === 0) return null
  return Math.round((percents.reduce((sum, one) => sum + one, 0) / percents.length) * 100) / 100
}

export type ScorecardComplaint = 'criteria_missing' | 'weights_not_100' | 'name_missing' | 'number_wrong'

/** What is wrong with a scorecard as it was typed, or null. */
export function scorecardComplaint(
  criteria: readonly { name: { en: string; hi: string }; weight: number; maxPoints: number }[],
): ScorecardComplaint | null {
  if (criteria.length === 0) return 'criteria_missing'
  if (criteria.some(({ name }) => name.en === '' || name.hi === '')) return 'name_missing'
  const isCount = (number: number) => Number.isInteger(number) && number >= 1 && number <= 100
  if (!criteria.every(({ weight, maxPoints }) => isCount(weight) && isCount(maxPoints))) return 'number_wrong'
  const sum = criteria.reduce((total, { weight }) => total + weight, 0)
  return sum === 100 ? null : 'weights_not_100'
}
