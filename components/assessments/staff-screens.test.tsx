import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { drawn } from '@/components/testing'
import { type StaffFacts, staffVerdicts } from '@/lib/domain/assessments/can-staff'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'
import type { StaffTask } from '@/lib/features/assessments/queries/staff-tasks'
import { StaffExtraTime } from './staff-extra-time'
import { StaffTasks } from './staff-tasks'
import { doneWords, StaffTruth } from './staff-truth'

vi.mock('@/lib/features/assessments/actions', () => ({
  arrangeExtraTime: vi.fn(),
  cancelAttempt: vi.fn(),
  closeStaffTask: vi.fn(),
  eraseAtProvider: vi.fn(),
  fetchReports: vi.fn(),
  orderRetake: vi.fn(),
  orderVerification: vi.fn(),
  recommendOnceMore: vi.fn(),
  resetSection: vi.fn(),
}))
vi.mock('@/components/layout/client-messages', () => ({
  ClientMessages: ({ children }: { children: ReactNode }) => children,
}))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

const at = new Date('2026-11-21T10:00:00Z')
const finished: StaffFacts = {
  progress: 'completed',
  result: 'ready',
  isNewest: true,
  isFrozen: false,
  isAtProvider: true,
  isLaunching: false,
  verification: null,
  hasUnclearCall: false,
  hasSections: true,
  hasReports: true,
  application: 'submitted',
  provider: {
    supportsCancel: true,
    supportsRetake: true,
    supportsSectionReset: true,
    supportsVerification: true,
    reports: 'zip',
  },
}

const attempt: AttemptTruth['attempt'] = {
  partnerId: 'p',
  id: '0198c0de-0000-7000-8000-000000000001',
  applicationId: 'a',
  connectionId: 'c',
  attemptNo: 1,
  email: 'asha@sandbox.test',
  fullName: 'Asha Verma',
  mobile: '+919876543210',
  externalId: '18331',
  progress: 'completed',
  result: 'ready',
  statusReason: 'provider',
  rawStatus: 'Submitted',
  rawStatusAt: at,
  startedAt: at,
  finishedAt: at,
  durationMinutes: 31,
  lastProgressAt: at,
  launchedAt: at,
  lastAskedAt: at,
  lastAnsweredAt: at,
  nextAskAt: null,
  watchedAt: null,
  asks: 3,
  failures: 0,
  lastErrorKind: null,
  outageToldAt: null,
  reason: 'first',
  reasonNote: null,
  orderedBy: null,
  testId: null,
  memo: null,
  callbackTokenHash: null,
  returnTokenHash: null,
  hintedAt: null,
  returnedAt: at,
  statusDetail: null,
  expectedMinutes: 35,
  extraTimePercent: 25,
  scores: null,
  hasReports: true,
  verification: null,
  frozenAt: null,
  createdAt: at,
}

const truth = (
  facts: Partial<StaffFacts> = {},
  changes: Partial<AttemptTruth> = {},
  row: Partial<AttemptTruth['attempt']> = {},
): AttemptTruth => ({
  attempt: { ...attempt, ...row },
  isNewest: facts.isNewest ?? true,
  counting: null,
  orderedBy: null,
  provider: 'Test Partnership',
  connection: { id: 'c', label: 'Test Partnership', health: 'healthy', reason: null },
  launches: [],
  hints: [],
  calls: [],
  recommendations: [],
  reports: [{ id: 'r-1', name: 'Numerical.pdf', bytes: 48_200, fetchedAt: at }],
  sections: [{ id: '91833', name: 'Numerical' }],
  verdicts: staffVerdicts({ ...finished, ...facts }),
  ...changes,
})

const task: StaffTask = {
  id: 't-1',
  kind: 'reset_unclear',
  number: 'APP-27-7K3M9Q',
  applicantName: 'Asha Verma',
  attemptNo: 1,
  provider: 'Test Partnership',
  section: 'Numerical',
  note: 'The power went',
  openedAt: at,
  done: null,
  needsFinding: true,
  mayClose: true,
}

const evidence: Partial<AttemptTruth> = {
  counting: { counts: true, rule: 'best' },
  orderedBy: 'Ravi Kumar',
  launches: [
    {
      partnerId: 'p',
      id: 'l',
      attemptId: attempt.id,
      outcome: 'failed',
      errorKind: 'transient',
      clickedAt: at,
      mintedAt: null,
      linkExpiresAt: null,
    },
  ],
  hints: (['callback', 'redirect', 'reconcile'] as const).map((source) => ({
    partnerId: 'p',
    id: source,
    attemptId: attempt.id,
    source,
    dedupeKey: source,
    rawStatus: 'Complete',
    outcome: 'suspicious' as const,
    deliveries: 5,
    receivedAt: at,
  })),
}

const panel = (attempts: AttemptTruth[], changes: Partial<Parameters<typeof StaffTruth>[0]> = {}) => (
  <StaffTruth attempts={attempts} tasks={[]} number={task.number} role="admissions_officer" {...changes} />
)

describe.each(['en', 'hi'] as const)('in %s', (locale) => {
  test('the panel has every sentence for every kind of attempt', () => {
    const reasons = (['first', 'again', 'retake', 'section_reset'] as const).map((reason, index) =>
      truth({ isNewest: index === 0 }, evidence, { id: reason, reason, reasonNote: 'Because' }),
    )
    const verifications = (['ordering', 'ordered', 'answered', 'unclear'] as const).map((verification) =>
      truth({ verification }, {}, { id: verification, verification }),
    )
    const details = (
      ['left_test', 'terminated_by_provider', 'window_elapsed', 'cancelled', 'paused', 'reset'] as const
    ).map((statusDetail) => truth({}, {}, { id: statusDetail, statusDetail, frozenAt: at }))
    const html = drawn(
      locale,
      panel([...reasons, ...verifications, ...details], { tasks: [task], done: 'retake' }),
    )
    expect(html).toContain('Numerical.pdf')
  })

  test.each(doneWords)('what was done is said: %s', (done) => {
    expect(drawn(locale, panel([], { done }))).toContain('role="status"')
  })

  test('the tasks page has every sentence, open, closed and empty', () => {
    const kinds = (
      ['extra_time_at_provider', 'erasure_at_provider', 'reset_unclear', 'verification_unclear'] as const
    ).map((kind) => ({
      ...task,
      id: kind,
      kind,
      needsFinding: kind.endsWith('unclear'),
      mayClose: kind !== 'extra_time_at_provider',
    }))
    const closed = kinds.map((one) => ({ ...one, done: { at, by: null, note: 'Done by mail' } }))
    expect(drawn(locale, <StaffTasks tasks={{ open: kinds, closed }} justClosed />)).toContain('<table')
    expect(drawn(locale, <StaffTasks tasks={{ open: [], closed: [] }} justClosed={false} />)).toContain('<h1')
  })

  test('so has extra time', () => {
    const grant = { id: 'g', percent: 25, reason: 'Certified dyslexia', grantedBy: 'Ravi', grantedAt: at }
    for (const grants of [[], [grant], [{ ...grant, percent: 0 }, grant]])
      expect(drawn(locale, <StaffExtraTime grants={grants} number={task.number} />)).toContain(
        'name="percent"',
      )
  })
})

test('every action is there; one that cannot be taken now is shut and says why', () => {
  const html = drawn('en', panel([truth()]))
  for (const words of [
    'Allow a retake',
    'Reset a section',
    'Order a verification test',
    'Fetch the reports',
    'Have the person’s data erased',
  ])
    expect(html).toMatch(new RegExp(`<summary[^>]*>${words}</summary>`))
  expect(html).toContain('Only an attempt that nobody has begun can be cancelled')
  expect(html).not.toMatch(/<summary[^>]*>Cancel this attempt/)
})

test('what the provider cannot do stays in sight with its reason', () => {
  const provider = {
    ...finished.provider,
    supportsSectionReset: false,
    supportsVerification: false,
    reports: 'none' as const,
  }
  const html = drawn('en', panel([truth({ provider })]))
  for (const words of [
    'This provider cannot reset a single section.',
    'This provider has no verification test.',
    'This provider has no reports to download.',
  ])
    expect(html).toContain(words)
})

test('a role that may only look sees every action shut, and no report that it may not read', () => {
  const html = drawn('en', panel([truth({}, { reports: null })], { role: 'finance', tasks: null }))
  expect(html).not.toContain('<form')
  expect(html).not.toContain('Numerical.pdf')
  expect(html.match(/aria-disabled="true"/g)).toHaveLength(6)
})

test('neither extra time nor the way to a report’s file stands in the panel', () => {
  const html = drawn('en', panel([truth()]))
  expect(html).not.toMatch(/25\s?%/)
  expect(html).toContain('href="/staff/assessments/reports/r-1"')
  expect(html).toContain('download=""')
})

test('marks stand in the panel with their scale', () => {
  const line = {
    level: 'overall' as const,
    id: null,
    name: '',
    within: null,
    reportType: null,
    scores: [{ scale: 'percentile' as const, value: 72, outOf: null }],
    state: null,
    isVerification: false,
    verdict: null,
    minutes: null,
  }
  const scores = { lines: [line], band: null, norm: null, isPartial: false }
  const html = drawn('en', panel([truth({}, {}, { scores })]))
  expect(html).toMatch(/percentile 72/)
  expect(html).toContain('Recommend again')
})

test('several attempts say which one counts and why', () => {
  const attempts = [
    truth({}, { counting: { counts: false, rule: 'best' } }, { id: '2', attemptNo: 2 }),
    truth({ isNewest: false }, { counting: { counts: true, rule: 'best' } }),
  ]
  const html = drawn('en', panel(attempts))
  expect(html.match(/Counts: the best/g)).toHaveLength(1)
  expect(html).toContain('An earlier attempt is kept as it was')
})
