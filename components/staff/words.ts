import type { Tone } from '@/components/ui/tone'
import type { Progress, ResultState } from '@/lib/domain/assessments/attempt'
import type { StepState } from '@/lib/domain/journeys/definition'
import type { Standing } from '@/lib/domain/journeys/standing'

/** How each state feels; its word stands beside it, from messages `staff`. */
export const standingTone: Record<Standing, Tone> = {
  email_unverified: 'neutral',
  assessment_due: 'info',
  assessment_under_way: 'info',
  result_awaited: 'waiting',
  courses_waiting: 'info',
  form: 'info',
  fee_due: 'info',
  fee_checking: 'waiting',
  fee_mismatch: 'bad',
  closed: 'neutral',
  review_due: 'warn',
  in_review: 'info',
  decided: 'good',
  withdrawn: 'neutral',
}

export const stepTone: Record<StepState, Tone> = {
  locked: 'neutral',
  available: 'info',
  in_progress: 'info',
  waiting: 'waiting',
  done: 'good',
  skipped: 'neutral',
}

export const progressTone: Record<Progress, Tone> = {
  not_started: 'neutral',
  in_progress: 'info',
  completed: 'good',
  abandoned: 'warn',
  expired: 'warn',
  failed: 'bad',
}

export const resultTone: Record<ResultState, Tone> = {
  none: 'neutral',
  pending: 'waiting',
  partial: 'waiting',
  ready: 'good',
  unavailable: 'bad',
}

export const healthTone = { untried: 'neutral', healthy: 'good', unhealthy: 'bad' } as const satisfies Record<
  string,
  Tone
>
export const mailTone = { queued: 'waiting', sent: 'good', failed: 'bad' } as const satisfies Record<
  string,
  Tone
>
export const refundTone = {
  proposed: 'warn',
  rejected: 'neutral',
  queued: 'waiting',
  pending: 'waiting',
  processed: 'good',
  failed: 'bad',
} as const satisfies Record<string, Tone>
export const orderTone = {
  creating: 'neutral',
  open: 'info',
  settled: 'good',
  closed: 'neutral',
} as const satisfies Record<string, Tone>
export const paymentTone = {
  created: 'waiting',
  failed: 'neutral',
  authorized: 'waiting',
  captured: 'good',
  refunded: 'neutral',
} as const satisfies Record<string, Tone>
