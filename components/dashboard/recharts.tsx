'use client'

import {
  Bar,
  BarChart,
  CartesianGrid,
  LabelList,
  Legend,
  Line,
  LineChart,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { DayLine } from '@/lib/features/dashboard/queries/course-of-time'

const ink = 'var(--color-muted)'
const axis = { stroke: ink, tick: { fill: ink, fontSize: 12 }, tickLine: false } as const
const bubble = {
  contentStyle: {
    background: 'var(--color-surface-raised)',
    border: '1px solid var(--color-line)',
    borderRadius: 4,
    color: 'var(--color-ink)',
  },
} as const

type Drawn = { height: number; isStill: boolean }

/** One bar for each step. Loaded when the page stands. */
export function FunnelBars({ bars, height, isStill }: Drawn & { bars: { name: string; value: number }[] }) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <BarChart data={bars} layout="vertical" margin={{ left: 8, right: 48 }} accessibilityLayer={false}>
        <XAxis type="number" hide />
        <YAxis type="category" dataKey="name" width={130} {...axis} axisLine={false} />
        <Tooltip {...bubble} cursor={{ fill: 'var(--color-brand-soft)' }} />
        <Bar dataKey="value" fill="var(--color-brand)" isAnimationActive={!isStill} radius={2}>
          <LabelList dataKey="value" position="right" fill="var(--color-ink)" fontSize={12} />
        </Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}

/** Two lines over the days. Loaded when the page stands. */
export function DayLines({
  days,
  names,
  height,
  isStill,
}: Drawn & { days: DayLine[]; names: { begun: string; submitted: string } }) {
  return (
    <ResponsiveContainer width="100%" height={height}>
      <LineChart data={days} margin={{ left: 0, right: 16, top: 8 }} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--color-line)" vertical={false} />
        <XAxis dataKey="day" tickFormatter={(day: string) => day.slice(8)} {...axis} />
        <YAxis allowDecimals={false} width={40} {...axis} />
        <Tooltip {...bubble} />
        <Legend />
        <Line
          dataKey="begun"
          name={names.begun}
          stroke="var(--color-brand)"
          strokeWidth={2}
          dot={false}
          isAnimationActive={!isStill}
        />
        <Line
          dataKey="submitted"
          name={names.submitted}
          stroke="var(--color-good)"
          strokeWidth={2}
          strokeDasharray="6 3"
          dot={false}
          isAnimationActive={!isStill}
        />
      </LineChart>
    </ResponsiveContainer>
  )
}
