import type { RefusalCode } from '../shared/refusals'
import { type Result, ok, refuse } from '../shared/result'
import { type LoggedPurpose, callPurposes } from './calls'

/** What a replay does: a command of the product's own. The bytes of the exchange are never sent again. */
export const replayWays = ['ask_attempt', 'ask_order', 'reconcile', 'deliver_mail'] as const
export type ReplayWay = (typeof replayWays)[number]

/**
 * Per purpose, how it may be replayed, or why never. Only what reads, or what may be done twice without harm, is ever replayed;
 * a hint is handled again by asking for the state that it told of.
 */
export const replayPolicy = {
  fetch_result: { ways: ['ask_attempt'] },
  callback: { ways: ['ask_attempt'] },
  return: { ways: ['ask_attempt', 'ask_order'] },
  webhook: { ways: ['ask_order'] },
  fetch_payments: { ways: ['ask_order'] },
  reconcile: { ways: ['reconcile'] },
  deliver_mail: { ways: ['deliver_mail'] },
  mint_start_link: { never: 'replay_creates' },
  create_order: { never: 'replay_creates' },
  order_verification: { never: 'replay_creates' },
  refund: { never: 'replay_moves_money' },
  cancel_attempt: { never: 'replay_destroys' },
  reset_section: { never: 'replay_destroys' },
  erase_candidate: { never: 'replay_destroys' },
  fetch_reports: { never: 'replay_own_button' },
  list_tests: { never: 'replay_own_button' },
  probe: { never: 'replay_own_button' },
  conformance: { never: 'replay_own_button' },
} as const satisfies Record<LoggedPurpose, { ways: readonly ReplayWay[] } | { never: RefusalCode }>

/** What is known of the thing that an exchange was about. */
export type ReplayFacts = {
  purpose: string
  /** null: the exchange names no attempt of ours. */
  attempt: { isFrozen: boolean } | null
  order: { isAtGateway: boolean } | null
  connection: { canReconcile: boolean } | null
  message: { state: 'queued' | 'sent' | 'failed'; hasCode: boolean } | null
}

/** Whether this exchange may be replayed, and by which command; the button and the command ask the same. */
export function canReplay(facts: ReplayFacts): Result<ReplayWay> {
  const purpose = callPurposes.find((known) => known === facts.purpose)
  if (!purpose) return refuse('replay_own_button', { waitsFor: 'staff' })
  const policy = replayPolicy[purpose]
  if ('never' in policy) return refuse(policy.never, { waitsFor: 'staff' })
  const way = policy.ways.find((one) => subjectOf[one](facts) !== null)
  if (!way) return refuse('replay_nothing_known', { waitsFor: 'staff' })
  const code = obstacleTo(way, facts)
  return code ? refuse(code, { waitsFor: 'staff' }) : ok<ReplayWay>(way)
}

const subjectOf: Record<ReplayWay, (facts: ReplayFacts) => unknown> = {
  ask_attempt: ({ attempt }) => attempt,
  ask_order: ({ order }) => order,
  reconcile: ({ connection }) => connection,
  deliver_mail: ({ message }) => message,
}

function obstacleTo(
  way: ReplayWay,
  { attempt, order, connection, message }: ReplayFacts,
): RefusalCode | null {
  if (way === 'ask_attempt' && attempt?.isFrozen) return 'attempt_frozen'
  if (way === 'ask_order' && !order?.isAtGateway) return 'order_not_at_gateway'
  if (way === 'reconcile' && !connection?.canReconcile) return 'provider_cannot_reconcile'
  if (way !== 'deliver_mail') return null
  if (message?.state === 'sent') return 'mail_already_sent'
  if (message?.state === 'queued') return 'mail_still_tried'
  return message?.hasCode ? 'mail_code_stale' : null
}
