import type { SimPayment, Status } from './simulator-memory'

type Plan = {
  method?: SimPayment['method']
  paise?: number
  failure?: 'chosen' | 'payment_timed_out'
  becomes: readonly (readonly [Status, number])[]
}

/** One button of the checkout page: what the bank does, and which messages reach the business. Seconds of sandbox time. */
export type Outcome = {
  group:
    | 'Pay'
    | 'Do not pay'
    | 'The bank is slow'
    | 'Messages get lost'
    | 'What must be caught'
    | 'The gateway is in trouble'
  label: string
  explains: string
  payments: readonly Plan[]
  returns: 'signed' | 'failed' | 'undecided' | 'forged' | 'nothing'
  webhooks: 'once' | 'five times' | 'forged' | 'none'
  trouble?: '500' | 'slow'
}

const captured: Plan = { becomes: [['captured', 0]] }
const paid = { payments: [captured], returns: 'signed', webhooks: 'once' } as const

/** Every case that a payment page must survive; the table is read by the page, the handler and its tests. */
export const outcomes = {
  pay_upi: {
    group: 'Pay',
    label: 'Pay by UPI',
    explains: 'Scan a code or open a UPI app.',
    ...paid,
    payments: [{ ...captured, method: 'upi' }],
  },
  pay_card: {
    group: 'Pay',
    label: 'Pay by card',
    explains: 'A test card, one-time password accepted.',
    ...paid,
    payments: [{ ...captured, method: 'card' }],
  },
  pay_netbanking: {
    group: 'Pay',
    label: 'Pay by netbanking',
    explains: 'A test bank says yes.',
    ...paid,
    payments: [{ ...captured, method: 'netbanking' }],
  },
  fail: {
    group: 'Do not pay',
    label: 'Fail the payment',
    explains: 'Fails for the reason chosen above.',
    payments: [{ failure: 'chosen', becomes: [['failed', 0]] }],
    returns: 'failed',
    webhooks: 'once',
  },
  abandon: {
    group: 'Do not pay',
    label: 'Abandon this tab',
    explains: 'Begins, then nothing; the gateway gives up after ten minutes.',
    payments: [
      {
        failure: 'payment_timed_out',
        becomes: [
          ['created', 0],
          ['failed', 600],
        ],
      },
    ],
    returns: 'nothing',
    webhooks: 'once',
  },
  pending: {
    group: 'The bank is slow',
    label: 'Stay pending, then succeed',
    explains: 'Comes back undecided; captured 20 seconds later.',
    payments: [
      {
        becomes: [
          ['created', 0],
          ['captured', 20],
        ],
      },
    ],
    returns: 'undecided',
    webhooks: 'once',
  },
  late: {
    group: 'The bank is slow',
    label: 'Fail now, succeed late',
    explains: 'Comes back failed; captured 30 seconds later.',
    payments: [
      {
        failure: 'chosen',
        becomes: [
          ['failed', 0],
          ['captured', 30],
        ],
      },
    ],
    returns: 'failed',
    webhooks: 'once',
  },
  lost_return: {
    group: 'Messages get lost',
    label: 'Pay, return lost',
    explains: 'Paid, and the tab is closed: only the webhook tells.',
    ...paid,
    returns: 'nothing',
  },
  lost_webhook: {
    group: 'Messages get lost',
    label: 'Pay, webhook lost',
    explains: 'Paid, and only the browser comes back.',
    ...paid,
    webhooks: 'none',
  },
  lost_both: {
    group: 'Messages get lost',
    label: 'Pay, return and webhook lost',
    explains: 'Paid, and nobody tells: only asking the gateway helps.',
    ...paid,
    returns: 'nothing',
    webhooks: 'none',
  },
  duplicates: {
    group: 'Messages get lost',
    label: 'Pay, webhook five times at once',
    explains: 'Every event arrives five times, with the same event id.',
    ...paid,
    webhooks: 'five times',
  },
  twice: {
    group: 'What must be caught',
    label: 'Pay twice',
    explains: 'Two payments of this order are captured.',
    ...paid,
    payments: [captured, captured],
  },
  forged: {
    group: 'What must be caught',
    label: 'Forge a success',
    explains: 'No payment; the return and a webhook claim one with wrong signatures.',
    payments: [],
    returns: 'forged',
    webhooks: 'forged',
  },
  tampered: {
    group: 'What must be caught',
    label: 'Pay a different amount',
    explains: 'One rupee is captured in place of the amount asked.',
    ...paid,
    payments: [{ ...captured, paise: 100 }],
  },
  api_500: {
    group: 'The gateway is in trouble',
    label: 'Pay, then the API fails for a minute',
    explains: 'Paid; questions about this order get 500.',
    ...paid,
    trouble: '500',
  },
  api_slow: {
    group: 'The gateway is in trouble',
    label: 'Pay, then the API is slow for a minute',
    explains: 'Paid; answers about this order come too late.',
    ...paid,
    trouble: 'slow',
  },
} as const satisfies Record<string, Outcome>

export type OutcomeId = keyof typeof outcomes
export const isOutcome = (id: string | undefined): id is OutcomeId =>
  id !== undefined && Object.hasOwn(outcomes, id)

/** Why a payment fails: the vendor's own machine words, with what a person reads on the page. */
export const failureReasons = {
  payment_cancelled: 'The payer cancelled',
  insufficient_funds: 'Not enough money in the account',
  incorrect_otp: 'Wrong one-time password',
  incorrect_pin: 'Wrong UPI PIN',
  payment_timed_out: 'The payer took too long',
  bank_technical_error: 'The bank has a technical problem',
  gateway_technical_error: 'The gateway has a technical problem',
  card_declined: 'The bank declined the card',
  transaction_limit_exceeded: 'Above the daily limit',
  payment_risk_check_failed: 'Stopped by a risk check',
} as const

export const isFailureReason = (reason: string | undefined): reason is keyof typeof failureReasons =>
  reason !== undefined && Object.hasOwn(failureReasons, reason)
