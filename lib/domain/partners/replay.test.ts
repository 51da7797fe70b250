import { describe, expect, test } from 'vitest'
import { type LoggedPurpose, callPurposes } from './calls'
import { type ReplayFacts, canReplay, replayPolicy } from './replay'

/** Everything an exchange could be about, in a state in which it may be asked about again. */
const everything: Omit<ReplayFacts, 'purpose'> = {
  attempt: { isFrozen: false },
  order: { isAtGateway: true },
  connection: { canReconcile: true },
  message: { state: 'failed', hasCode: false },
}
const nothing = { attempt: null, order: null, connection: null, message: null }

const replayable: readonly LoggedPurpose[] = [
  'fetch_result',
  'fetch_payments',
  'webhook',
  'return',
  'callback',
  'reconcile',
  'deliver_mail',
]

describe('what may be replayed', () => {
  test.each(callPurposes.map((purpose) => [purpose, replayable.includes(purpose)] as const))(
    '%s: %s',
    (purpose, isAllowed) => {
      const verdict = canReplay({ purpose, ...everything })
      expect(verdict.ok).toBe(isAllowed)
      if (!verdict.ok) expect(verdict.refusal.code).toMatch(/^replay_/)
    },
  )

  test.each(callPurposes)('%s about nothing of ours is never replayed', (purpose) => {
    expect(canReplay({ purpose, ...nothing }).ok).toBe(false)
  })

  test('nothing that makes, takes away or pays has a way at all', () => {
    const locked = callPurposes.filter((purpose) => 'never' in replayPolicy[purpose])
    expect(locked).toEqual(
      expect.arrayContaining([
        'mint_start_link',
        'create_order',
        'refund',
        'cancel_attempt',
        'reset_section',
        'order_verification',
        'erase_candidate',
      ]),
    )
  })

  test('a purpose nobody has thought about stays locked', () => {
    expect(canReplay({ purpose: 'sell_everything', ...everything }).ok).toBe(false)
  })
})

test.each([
  ['fetch_result', { attempt: { isFrozen: true } }, 'attempt_frozen'],
  ['fetch_payments', { order: { isAtGateway: false } }, 'order_not_at_gateway'],
  ['reconcile', { connection: { canReconcile: false } }, 'provider_cannot_reconcile'],
  ['deliver_mail', { message: { state: 'sent', hasCode: false } }, 'mail_already_sent'],
  ['deliver_mail', { message: { state: 'queued', hasCode: false } }, 'mail_still_tried'],
  ['deliver_mail', { message: { state: 'failed', hasCode: true } }, 'mail_code_stale'],
] as const)('%s is locked by what has become of its thing: %j', (purpose, changed, code) => {
  const verdict = canReplay({ purpose, ...everything, ...changed })
  expect(verdict.ok ? null : verdict.refusal.code).toBe(code)
})
