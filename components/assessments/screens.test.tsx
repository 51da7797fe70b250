import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { drawn } from '@/components/testing'
import type { PlannedStep } from '@/lib/domain/journeys/journey'
import { refuse } from '@/lib/domain/shared/result'
import type { AssessmentPage, AttemptOnPage } from '@/lib/features/assessments/queries/applicant'
import type { CourseCard, RecommendationsPage } from '@/lib/features/assessments/queries/recommendations'
import { AssessmentScreen } from './assessment-screen'
import { RecommendationsScreen } from './recommendations-screen'

vi.mock('@/lib/features/assessments/actions', () => ({
  checkMyResult: vi.fn(),
  applyForRecommendation: vi.fn(),
  goOnWithoutChoosing: vi.fn(),
}))
vi.mock('@/components/layout/client-messages', () => ({
  ClientMessages: ({ children }: { children: ReactNode }) => children,
}))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

const at = new Date('2026-11-21T10:00:00Z')
const step: PlannedStep = {
  kind: 'assessment',
  state: 'available',
  reason: null,
  waitsFor: 'applicant',
  canAct: true,
  submission: null,
  trouble: null,
}
const attempt: AttemptOnPage = {
  no: 1,
  progress: 'in_progress',
  result: 'none',
  launchedAt: at,
  startedAt: at,
  finishedAt: null,
  durationMinutes: null,
  lastAskedAt: at,
  lastAnsweredAt: at,
  nextAskAt: at,
}
const page: AssessmentPage = {
  number: 'APP-27-7K3M9Q',
  intakeName: 'Undergraduate 2027',
  provider: 'StudyHQ',
  shows: 'start',
  step,
  launch: 'start',
  candidate: { fullName: 'Asha Verma', email: 'asha@sandbox.test', mobile: '+919876543210' },
  attempts: [],
  next: null,
  asksSoon: false,
  version: '1',
}
const down = refuse('provider_unreachable', { waitsFor: 'provider' }).refusal
const faces: Record<string, Partial<AssessmentPage>> = {
  locked: {
    shows: 'locked',
    step: { ...step, state: 'locked', reason: refuse('fee_unpaid').refusal, canAct: false },
  },
  start: {},
  'start after a failed click': {
    attempts: [{ ...attempt, launchedAt: null, lastAnsweredAt: null }],
    step: { ...step, trouble: down },
  },
  'start again': { launch: 'again', attempts: [{ ...attempt, progress: 'expired' }] },
  open: { shows: 'waiting', launch: 'continue', attempts: [attempt] },
  left: {
    shows: 'waiting',
    launch: 'continue',
    attempts: [{ ...attempt, progress: 'abandoned', nextAskAt: null }],
  },
  awaited: {
    shows: 'waiting',
    attempts: [
      { ...attempt, progress: 'completed' },
      { ...attempt, no: 0, progress: 'failed' },
    ],
    asksSoon: true,
    step: {
      ...step,
      state: 'waiting',
      reason: refuse('result_awaited').refusal,
      canAct: false,
      trouble: down,
    },
  },
  done: {
    shows: 'done',
    attempts: [{ ...attempt, progress: 'completed', result: 'ready', finishedAt: at, durationMinutes: 18 }],
    next: 'recommendations',
  },
  'given up': { shows: 'done', attempts: [{ ...attempt, progress: 'completed', result: 'unavailable' }] },
}

const card: CourseCard = {
  id: '1',
  position: 1,
  courseName: 'BBA',
  score: 92,
  words: [{ label: 'Reason', text: '<b>You</b> like to lead' }],
  programme: { code: 'BBA', name: 'Bachelor of Business' },
  isOffered: true,
  isFirstChoice: false,
  reason: null,
  marks: [],
  band: null,
}
const courses: RecommendationsPage = {
  number: page.number,
  provider: 'StudyHQ',
  step: { ...step, kind: 'recommendations' },
  isPartial: false,
  made: null,
  norm: null,
  restsOnPart: false,
  closed: null,
  isSubmitted: false,
  next: 'form',
  cards: [
    card,
    {
      ...card,
      id: '2',
      position: 2,
      courseName: 'B.Sc Marine Archaeology',
      score: null,
      programme: null,
      isOffered: false,
    },
  ],
}

describe.each(['en', 'hi'] as const)('in %s', (locale) => {
  test.each(Object.keys(faces))('the assessment page has every sentence it needs: %s', (face) => {
    expect(drawn(locale, <AssessmentScreen page={{ ...page, ...faces[face] }} refused={null} />)).toContain(
      '<h1',
    )
  })

  test('so have the recommended courses, chosen, closed and none', () => {
    const closed = refuse('preferences_closed').refusal
    for (const change of [
      {},
      { isPartial: true, closed },
      { cards: [] },
      { cards: [], step: { ...step, state: 'skipped' as const } },
    ]) {
      expect(drawn(locale, <RecommendationsScreen page={{ ...courses, ...change }} isChosen />)).toContain(
        '<h1',
      )
    }
  })
})

test('the test opens in a new tab by a plain form, and no page of ours holds its address', () => {
  const html = drawn('en', <AssessmentScreen page={page} refused={null} />)
  const form = /<form [^>]*>/.exec(html)?.[0]
  for (const part of [
    'method="post"',
    'action="/applications/APP-27-7K3M9Q/assessment/launch"',
    'target="_blank"',
    'rel="noopener"',
  ]) {
    expect(form).toContain(part)
  }
  expect(html).not.toContain('href="http')
})

test('a refused click is told in a sentence', () => {
  const html = drawn('en', <AssessmentScreen page={page} refused="provider_busy" />)
  expect(html).toContain('The test service is busy. Your place is kept.')
})

test('while the provider is down the page says so, when it last looked, and offers to check', () => {
  const html = drawn('en', <AssessmentScreen page={{ ...page, ...faces.awaited }} refused={null} />)
  for (const words of [
    'The test service is not answering',
    'We last asked StudyHQ on 21 Nov 2026, 3:30 pm IST.',
    'Check now',
  ])
    expect(html).toContain(words)
})

test('every course says why it is here, in the provider’s own words one click away, never as HTML', () => {
  const html = drawn('en', <RecommendationsScreen page={courses} isChosen={false} />)
  expect(html).toContain('StudyHQ puts this course at number 1 of 2 for you, with a score of 92.')
  expect(html).toContain('StudyHQ puts this course at number 2 of 2 for you.')
  expect(html).toContain('Not offered here')
  expect(html).toContain('&lt;b&gt;You&lt;/b&gt; like to lead')
  expect(html.match(/Apply for this/g)).toHaveLength(1)
})
