import type { StaffRole } from '../partners/permissions'

/** What a rule watches over. Each is one cheap question that a sweep asks. */
export const alertKinds = [
  'connection_unhealthy',
  'rate_limited',
  'stale_results',
  'mail_failing',
  'backlog',
  'paid_not_unlocked',
  'reconciliation_open',
] as const
export type AlertKind = (typeof alertKinds)[number]

/** *Open*: nobody has said that they look after it. *Acknowledged*: somebody does. *Closed*: the condition is over. */
export const alertStates = ['open', 'acknowledged', 'closed'] as const
export type AlertState = (typeof alertStates)[number]

/** What the inbox shows; `unclosed` (open or acknowledged) first. */
export const alertViews = ['unclosed', ...alertStates] as const
export type AlertView = (typeof alertViews)[number]

/** What can happen to an alert, as its history tells it. */
export const alertMoves = ['opened', 'reopened', 'acknowledged', 'assigned', 'closed'] as const
export type AlertMove = (typeof alertMoves)[number]

/** How a rule is set: from `threshold` on it is an alert; `minutes` is how far back it looks, or how long something may wait. */
export type AlertTerms = { isOn: boolean; threshold: number; minutes: number }

/** How each kind is set until a partner says otherwise. */
export const usualTerms: Record<AlertKind, AlertTerms> = {
  connection_unhealthy: { isOn: true, threshold: 1, minutes: 0 },
  rate_limited: { isOn: true, threshold: 5, minutes: 15 },
  stale_results: { isOn: true, threshold: 1, minutes: 24 * 60 },
  mail_failing: { isOn: true, threshold: 5, minutes: 60 },
  backlog: { isOn: true, threshold: 1, minutes: 15 },
  paid_not_unlocked: { isOn: true, threshold: 1, minutes: 0 },
  reconciliation_open: { isOn: true, threshold: 1, minutes: 0 },
}

/** Who gets the e-mail of a kind until a partner says otherwise. */
export const usualReaders: Record<AlertKind, readonly StaffRole[]> = {
  connection_unhealthy: ['admin'],
  rate_limited: ['admin'],
  stale_results: ['admin'],
  mail_failing: ['admin'],
  backlog: ['admin'],
  paid_not_unlocked: ['finance', 'admin'],
  reconciliation_open: ['finance'],
}

/** What opens again within so many minutes of its end is counted, but not mailed again. */
export const quietMinutes = 60

/** Which of a kind's two numbers mean something; the others are not asked for. */
export const termsOf: Record<AlertKind, readonly ('threshold' | 'minutes')[]> = {
  connection_unhealthy: ['minutes'],
  rate_limited: ['threshold', 'minutes'],
  stale_results: ['threshold', 'minutes'],
  mail_failing: ['threshold', 'minutes'],
  backlog: ['threshold', 'minutes'],
  paid_not_unlocked: ['threshold'],
  reconciliation_open: ['threshold'],
}

/** What one look found: at `subject` (a connection's id, a line of work, or the partner as a whole) `value` things. */
export type Finding = { subject: string; value: number; connectionId: string | null; label: string | null }

/** An alert as far as a sweep must know it. */
export type KnownAlert = { subject: string; state: AlertState; value: number }

/** What a sweep has to do with one subject: nothing is told twice, and what is over says so. */
export type AlertChange =
  { move: 'opened' | 'reopened' | 'seen'; finding: Finding } | { move: 'closed'; subject: string }

/**
 * Compares what was found with the alerts that are known. A subject below the threshold counts as not found; one that is
 * open already is only counted anew, and only when its number changed.
 */
export function changesOf(
  terms: AlertTerms,
  found: readonly Finding[],
  known: readonly KnownAlert[],
): AlertChange[] {
  const alarming = terms.isOn ? found.filter(({ value }) => value >= terms.threshold) : []
  const bySubject = new Map(known.map((alert) => [alert.subject, alert]))
  const isAlarming = new Set(alarming.map(({ subject }) => subject))
  const over = known.filter(({ state, subject }) => state !== 'closed' && !isAlarming.has(subject))
  return [
    ...alarming.flatMap((finding): AlertChange[] => {
      const alert = bySubject.get(finding.subject)
      if (!alert) return [{ move: 'opened', finding }]
      if (alert.state === 'closed') return [{ move: 'reopened', finding }]
      return alert.value === finding.value ? [] : [{ move: 'seen', finding }]
    }),
    ...over.map(({ subject }): AlertChange => ({ move: 'closed', subject })),
  ]
}
