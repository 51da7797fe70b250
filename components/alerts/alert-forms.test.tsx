import type { ReactNode } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { drawn } from '@/components/testing'
import { refuse } from '@/lib/domain/shared/result'
import type { AlertRule } from '@/lib/features/alerts/queries/alerts'
import type { ActionResult } from '@/lib/platform/action'
import { messages } from '@/lib/platform/i18n/messages'
import { AlertRuleForm } from './alert-rule-form'
import { BackfillForm } from './backfill-form'

const answered = vi.hoisted(() => ({ result: null as ActionResult<void> | null }))
vi.mock('react', async (original) => ({
  ...(await original<typeof import('react')>()),
  // What a browser without JavaScript gets: the page drawn anew with the answer of its post.
  useActionState: () => [answered.result, 'act', false],
}))
vi.mock('@/lib/features/alerts/actions', () => ({ saveAlertRule: vi.fn(), startBackfill: vi.fn() }))
vi.mock('@/components/layout/client-messages', () => ({
  ClientMessages: ({ children }: { children: ReactNode }) => children,
}))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

beforeEach(() => void (answered.result = null))

const control = (html: string, id: string) =>
  new RegExp(`<(?:input|select)[^>]*\\bid="${id}"[^>]*>`).exec(html)?.[0]
const timesOf = (html: string, words: string) => html.split(words).length - 1

const rule: AlertRule = {
  kind: 'rate_limited',
  isOn: true,
  threshold: 20,
  minutes: 10,
  roles: ['admin'],
  emails: ['office@greenfield.test'],
  isUsual: false,
}
const ruleForm = <AlertRuleForm rule={rule} roles={[{ value: 'admin', label: 'Admin' }]} mayChange />

function refusesRule(fields: Record<string, string>, typed: Record<string, string>) {
  answered.result = { ...refuse('invalid_input', { fields }), typed }
}

test.each(['en', 'hi'] as const)(
  'each wrong field of a rule has its own sentence and keeps what was typed (%s)',
  (locale) => {
    refusesRule(
      { threshold: 'threshold_range', 'emails.0': 'emails_invalid', 'emails.2': 'emails_invalid' },
      { threshold: '0', minutes: '15', emails: 'asha, b@x.test, dev' },
    )
    const { threshold_range: range, emails_invalid: addresses } = messages[locale].alerts.errors as Record<
      string,
      string
    >
    const html = drawn(locale, ruleForm)
    expect(control(html, 'threshold-rate_limited')).toMatch(
      /aria-describedby="threshold-rate_limited-error".*value="0"/,
    )
    expect(control(html, 'minutes-rate_limited')).not.toContain('aria-invalid')
    expect(control(html, 'minutes-rate_limited')).toContain('value="15"')
    expect(control(html, 'emails-rate_limited')).toMatch(/aria-invalid="true".*value="asha, b@x.test, dev"/)
    // Once in the summary, where it leads to its field, and once at the field, however many addresses are wrong.
    for (const [field, words] of [
      ['threshold', range],
      ['emails', addresses],
    ] as const) {
      expect(timesOf(html, words ?? '')).toBe(2)
      expect(html).toContain(`href="#${field}-rate_limited"`)
    }
  },
)

test('a refusal of the whole rule is one sentence that leads nowhere', () => {
  answered.result = { ...refuse('too_many_tries'), typed: {} }
  const html = drawn('en', ruleForm)
  expect(timesOf(html, messages.en.refusals.too_many_tries as string)).toBe(1)
  expect(html).not.toContain('href="#')
  expect(html).not.toContain('aria-invalid')
})

test('a rule that was not refused complains of nothing and shows what is kept', () => {
  const html = drawn('en', ruleForm)
  expect(html).not.toContain('role="alert"')
  expect(control(html, 'threshold-rate_limited')).toContain('value="20"')
})

test('a range that cannot be read says at each field what is wrong and keeps what was given', () => {
  const html = drawn(
    'en',
    <BackfillForm
      raw={{ connection: '', from: '2026-11-21T10:00', until: '', scope: 'asked' }}
      connections={[]}
      estimate={null}
      wrong={{ connection: 'connection_required', until: 'time_invalid', scope: 'Invalid option' }}
    />,
  )
  expect(html).toMatch(/href="#connection"[^>]*>Choose a connection, or mail\./)
  expect(control(html, 'until')).toContain('aria-describedby="until-error"')
  expect(control(html, 'from')).toContain('value="2026-11-21T10:00"')
  expect(control(html, 'from')).not.toContain('aria-invalid')
  expect(timesOf(html, 'This is not accepted. Check it again.')).toBe(2)
})
