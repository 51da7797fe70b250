import { groups, questionsOf, type TestKey } from './simulator-questions'

export type Marks = { z: number; percentile: number; sten: number; t: number }
export type ScaleMark = { scale: string; sten: number; z: number }
export type GroupMark = { group: string; sten: number; report: string }

/** Marks of an ability test against a made-up norm: half of the answers right is the middle. */
export function marksOf(key: TestKey, answers: Record<string, string>): Marks {
  return marksFrom((shareRight(key, answers, false) - 0.5) * 4)
}

export const marksFrom = (z: number): Marks => ({
  z,
  percentile: Math.min(99, Math.max(1, Math.round(normalShare(z) * 100))),
  sten: stenOf(z),
  t: Math.round(50 + 10 * z),
})

/** Whether a verification test bears out the first result. */
export const isBorneOut = (key: TestKey, answers: Record<string, string>): boolean =>
  shareRight(key, answers, true) >= 0.5

/** One mark per scale of a questionnaire; an unanswered statement counts as the middle. */
export function scalesOf(key: TestKey, answers: Record<string, string>): ScaleMark[] {
  const byScale = new Map<string, number[]>()
  for (const { id, scale } of questionsOf(key, false)) {
    if (!scale) continue
    byScale.set(scale, [...(byScale.get(scale) ?? []), Number(answers[id] ?? 3)])
  }
  return [...byScale].map(([scale, chosen]) => {
    const z = (chosen.reduce((sum, value) => sum + value, 0) / chosen.length - 3) * 1.1
    return { scale, sten: stenOf(z), z }
  })
}

/** Combined scales, unrounded, for each report. */
export function groupsOf(scales: ScaleMark[]): GroupMark[] {
  return groups.map(({ name, report, scales: wanted }) => {
    const stens = scales.filter(({ scale }) => wanted.includes(scale)).map(({ sten }) => sten)
    const mean = stens.reduce((sum, sten) => sum + sten, 0) / Math.max(1, stens.length)
    return { group: name, sten: mean + 0.001, report }
  })
}

const stenOf = (z: number) => Math.min(10, Math.max(1, Math.round(5.5 + 2 * z)))

function shareRight(key: TestKey, answers: Record<string, string>, isVerification: boolean): number {
  const asked = questionsOf(key, isVerification)
  return asked.filter(({ id, right }) => right !== undefined && answers[id] === right).length / asked.length
}

/** The share of a normal distribution below z (Abramowitz and Stegun 26.2.17). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z))
  const tail =
    0.3989423 *
    Math.exp((-z * z) / 2) *
    t *
    (0.3193815 + t * (-0.3565638 + t * (1.781478 + t * (-1.821256 + t * 1.330274))))
  return z > 0 ? 1 - tail : tail
}
