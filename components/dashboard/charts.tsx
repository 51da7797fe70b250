'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import type { DayLine } from '@/lib/features/dashboard/queries/course-of-time'

const height = 300

// The table beside a chart says the same; the chart's script comes only when the page is read already.
const Bars = dynamic(() => import('./recharts').then((charts) => charts.FunnelBars), { ssr: false })
const Lines = dynamic(() => import('./recharts').then((charts) => charts.DayLines), { ssr: false })

/** How many came to each step, as bars. */
export function ChartOfFunnel({ label, bars }: { label: string; bars: { name: string; value: number }[] }) {
  return <Frame label={label}>{(isStill) => <Bars bars={bars} height={height} isStill={isStill} />}</Frame>
}

/** Begun and submitted, day by day, as two lines. */
export function ChartOfDays({
  label,
  names,
  days,
}: {
  label: string
  names: { begun: string; submitted: string }
  days: DayLine[]
}) {
  return (
    <Frame label={label}>
      {(isStill) => <Lines days={days} names={names} height={height} isStill={isStill} />}
    </Frame>
  )
}

/** Keeps the height of what comes, and says in words what is drawn. */
function Frame({ label, children }: { label: string; children: (isStill: boolean) => React.ReactNode }) {
  const isStill = useSyncExternalStore(onMotion, prefersStillness, () => true)
  return (
    <div role="img" aria-label={label} style={{ height }} className="min-w-0 text-sm">
      {children(isStill)}
    </div>
  )
}

const motion = '(prefers-reduced-motion: reduce)'
const prefersStillness = () => window.matchMedia(motion).matches
const onMotion = (changed: () => void) => {
  const query = window.matchMedia(motion)
  query.addEventListener('change', changed)
  return () => query.removeEventListener('change', changed)
}
