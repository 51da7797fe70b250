import { CircleAlert, CircleCheck, Clock, Info, Minus, TriangleAlert, type LucideIcon } from 'lucide-react'

/** How a state feels. A tone is never shown by its colour alone: every part adds an icon and a word. */
export type Tone = 'neutral' | 'info' | 'good' | 'warn' | 'bad' | 'waiting'

export const toneIcons: Record<Tone, LucideIcon> = {
  neutral: Minus,
  info: Info,
  good: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
  waiting: Clock,
}

export const toneText: Record<Tone, string> = {
  neutral: 'text-muted',
  info: 'text-info',
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  waiting: 'text-warn',
}

export const toneFill: Record<Tone, string> = {
  neutral: 'bg-surface text-muted border-line',
  info: 'bg-info-soft text-info border-transparent',
  good: 'bg-good-soft text-good border-transparent',
  warn: 'bg-warn-soft text-warn border-transparent',
  bad: 'bg-bad-soft text-bad border-transparent',
  waiting: 'bg-warn-soft text-warn border-transparent',
}
