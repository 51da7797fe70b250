import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { Score, ScoreScale } from '@/lib/domain/assessments/scores'
import { useMarkWords } from './mark-words'

/** One mark in words with its scale, and a small bar of that scale's own kind under it. */
export function MarkBar({ score }: { score: Score }) {
  const t = useTranslations('scores')
  const mark = useMarkWords()(score)
  const Bar = bars[score.scale]
  return (
    <span className="flex max-w-56 flex-col gap-1">
      <span className="figures">{mark}</span>
      <svg
        role="img"
        aria-label={t('bar', { mark })}
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        className="h-1.5 w-full fill-line"
      >
        <Bar score={score} />
      </svg>
    </span>
  )
}

/** A share of what can be reached: filled from the left. Points without a total have nothing to be a share of. */
function Share({ score: { scale, value, outOf } }: { score: Score }) {
  const whole = scale === 'points' ? outOf : 100
  return (
    <>
      <rect width="100" height="6" />
      {whole !== null && whole > 0 && (
        <rect width={within(0, (value / whole) * 100, 100)} height="6" className="fill-brand" />
      )}
    </>
  )
}

/** Ten steps, as many filled as were reached. */
function Steps({ score: { value } }: { score: Score }) {
  return Array.from({ length: 10 }, (_, step) => (
    <rect
      key={step}
      x={step * 10}
      width="9"
      height="6"
      className={step < Math.round(value) ? 'fill-brand' : undefined}
    />
  ))
}

/** Above or below the middle of the comparison group, which is marked; three steps of the scale to each side. */
function FromMiddle({ score: { scale, value } }: { score: Score }) {
  const steps = scale === 't' ? (value - 50) / 10 : value
  const length = within(-50, (steps / 3) * 50, 50)
  return (
    <>
      <rect width="100" height="6" />
      <rect x={Math.min(50, 50 + length)} width={Math.abs(length)} height="6" className="fill-brand" />
      <rect x="49.5" width="1" height="6" className="fill-ink" />
    </>
  )
}

const bars: Record<ScoreScale, (props: { score: Score }) => ReactNode> = {
  points: Share,
  percent: Share,
  percentile: Share,
  sten: Steps,
  ten: Steps,
  z: FromMiddle,
  t: FromMiddle,
}

const within = (min: number, value: number, max: number) => Math.min(max, Math.max(min, value))
