import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { drawn as drawnIn } from '@/components/testing'
import { knownReasons } from '@/lib/domain/payments/reasons'
import { refuse } from '@/lib/domain/shared/result'
import type { PaymentPage } from '@/lib/features/payments/queries/applicant'
import { type Locale, locales } from '@/lib/platform/i18n/locales'
import { CheckoutForm } from './checkout-form'
import { PaymentScreen } from './payment-screen'
import { ReceiptSheet } from './receipt-sheet'

vi.mock('@/components/layout/client-messages', () => ({
  ClientMessages: ({ children }: { children: ReactNode }) => children,
}))
vi.mock('@/lib/features/payments/actions', () => ({
  ...Object.fromEntries(
    ['checkPayment', 'applyCoupon', 'removeCoupon'].map((name) => [
      name,
      async () => ({ ok: true, value: null }),
    ]),
  ),
}))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: () => {} }), notFound: () => {} }))

const at = new Date('2026-11-21T05:00:00Z')
const due: PaymentPage = {
  number: 'APP-27-7K3M9Q',
  intakeName: 'Undergraduate 2027',
  phase: 'due',
  refusal: null,
  paise: 100_000,
  coupon: null,
  refundPolicy: 'The fee is not returned.',
  isGatewaySilent: false,
  isReturnRejected: false,
  lastCheckedAt: null,
  nextCheckAt: null,
  lastFailure: null,
  tries: [],
  receipt: null,
  refunds: [],
  nextStep: null,
  version: 'v1',
}

const drawn = (screen: ReactNode, locale: Locale = 'en') => drawnIn(locale, screen)
const page = (more: Partial<PaymentPage>, refused?: string) => (
  <PaymentScreen page={{ ...due, ...more }} refused={refused} />
)
const payForm = 'action="/applications/APP-27-7K3M9Q/payment/start"'

describe('the payment page', () => {
  test('shows the amount and the refund policy before it offers to pay', () => {
    const html = drawn(page({}))
    expect(html.indexOf('₹1,000.00')).toBeGreaterThan(0)
    expect(html.indexOf('The fee is not returned.')).toBeLessThan(html.indexOf(payForm))
  })

  test('never shows Pay while a bank decides, and offers to check', () => {
    const html = drawn(page({ phase: 'checking', lastCheckedAt: at, nextCheckAt: at }))
    expect(html).toContain('We are checking with your bank')
    expect(html).toContain('Last looked: 21 Nov 2026, 10:30 am IST')
    expect(html).toContain('Check now')
    expect(html).not.toContain(payForm)
  })

  test.each(['settled', 'mismatch', 'locked'] as const)('never shows Pay when the fee is %s', (phase) => {
    expect(drawn(page({ phase, refusal: refuse('submission_first').refusal }))).not.toContain(payForm)
  })

  test('says in plain words why a payment failed, that money returns, and offers to try again', () => {
    const html = drawn(page({ phase: 'failed', lastFailure: 'insufficient_funds' }))
    expect(html).toContain('There was not enough money in the account.')
    expect(html).toContain('If money left your account, it returns in 5–7 working days.')
    expect(html).toContain('Try again: pay ₹1,000.00')
    expect(html).toContain(payForm)
  })

  test('shows the receipt and the next step once the fee is paid, and a second payment on its way back', () => {
    const html = drawn(
      page({
        phase: 'settled',
        receipt: { number: 'RCP-26-4T8ZK1WB', paise: 100_000, issuedAt: at },
        nextStep: 'assessment',
        refunds: [
          {
            id: 'r',
            paise: 100_000,
            reason: 'second_capture',
            state: 'pending',
            createdAt: at,
            settledAt: null,
          },
        ],
      }),
    )
    for (const words of [
      'RCP-26-4T8ZK1WB',
      'Go to your assessment',
      'You paid twice. We are sending ₹1,000.00 back',
    ])
      expect(html).toContain(words)
  })

  test('says that the gateway is silent and that nothing was charged', () => {
    const html = drawn(page({ isGatewaySilent: true }))
    expect(html).toContain('The payment service is not answering just now')
    expect(html).toContain('You have not been charged.')
  })

  test.each(locales)('has every sentence for every face, state and reason (%s)', (locale) => {
    for (const phase of ['due', 'checking', 'failed', 'settled', 'mismatch', 'locked'] as const) {
      for (const refused of ['too_many_tries', 'came_from_elsewhere', 'try_again']) {
        const more = {
          phase,
          isGatewaySilent: true,
          isReturnRejected: true,
          refusal: refuse('form_first').refusal,
        }
        drawn(
          page({ ...more, receipt: { number: 'RCP-26-4T8ZK1WB', paise: 100_000, issuedAt: at } }, refused),
          locale,
        )
      }
    }
    for (const nextStep of ['assessment', 'recommendations', 'form', 'review'] as const)
      drawn(page({ phase: 'settled', nextStep }), locale)
    for (const reason of knownReasons) {
      const tries = (['created', 'failed', 'authorized', 'captured', 'refunded'] as const).map((state) => ({
        ...{ id: `${state}-${reason}`, state, paise: 100_000, method: 'upi', reason, at },
      }))
      drawn(page({ phase: 'failed', lastFailure: reason, tries }), locale)
    }
    for (const reason of ['second_capture', 'amount_mismatch'] as const) {
      for (const state of ['queued', 'pending', 'processed', 'failed'] as const)
        drawn(
          page({
            phase: 'settled',
            refunds: [{ id: 'r', paise: 100, reason, state, createdAt: at, settledAt: at }],
          }),
          locale,
        )
    }
  })
})

test('the way to the gateway is a form that a person can send without scripts', () => {
  const checkout = {
    action: 'https://gateway.test/checkout',
    fields: { order_id: 'order_1' },
    visit: 'v',
    paise: 100_000,
    gatewayName: 'Razorpay',
  }
  const html = drawn(<CheckoutForm number="APP-27-7K3M9Q" checkout={checkout} />)
  expect(html).toContain('action="https://gateway.test/checkout"')
  expect(html).toContain('<input type="hidden" name="order_id" value="order_1"/>')
  expect(html).toMatch(/<button [^>]*type="submit"[^>]*>Continue to payment<\/button>/)
})

test.each([true, false])(
  'the receipt of a sandbox is marked as a test, any other is not (sandbox: %s)',
  (isSandbox) => {
    const receipt = {
      ...{
        number: 'RCP-26-4T8ZK1WB',
        applicationNumber: 'APP-27-7K3M9Q',
        applicantName: 'Riya Sen',
        intakeName: 'Undergraduate 2027',
      },
      ...{ paise: 100_000, issuedAt: at, reference: 'pay_1', method: 'upi' },
    }
    const partner = {
      id: 'p',
      slug: 's',
      name: 'Greenfield College',
      tagline: '-',
      brand: '#1d4ed8',
      isSandbox,
      supportEmail: 'help@x.test',
      grievanceOfficer: '-',
    }
    for (const locale of locales) drawn(<ReceiptSheet receipt={receipt} partner={partner} />, locale)
    expect(
      drawn(<ReceiptSheet receipt={receipt} partner={partner} />).includes('TEST: no money was moved'),
    ).toBe(isSandbox)
  },
)
