import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import { drawn } from '@/components/testing'
import type { Score, ScoreLine, ScoreSheet as Sheet } from '@/lib/domain/assessments/scores'
import type { PlannedStep } from '@/lib/domain/journeys/journey'
import type { CourseCard, RecommendationsPage } from '@/lib/features/assessments/queries/recommendations'
import { RecommendationsScreen } from './recommendations-screen'
import { ScoreSheet } from './score-sheet'

vi.mock('@/lib/features/assessments/actions', () => ({
  applyForRecommendation: vi.fn(),
  goOnWithoutChoosing: vi.fn(),
}))
vi.mock('@/components/layout/client-messages', () => ({
  ClientMessages: ({ children }: { children: ReactNode }) => children,
}))
vi.mock('next/navigation', () => ({ useRouter: () => ({ refresh: vi.fn() }) }))

const score = (scale: Score['scale'], value: number, outOf: number | null = null): Score => ({
  scale,
  value,
  outOf,
})
const line = (changes: Partial<ScoreLine>): ScoreLine => ({
  level: 'section',
  id: '91833',
  name: 'Numerical',
  within: null,
  reportType: null,
  scores: [],
  state: 'completed',
  isVerification: false,
  verdict: null,
  minutes: 14,
  ...changes,
})
const full: Sheet = {
  lines: [
    line({ level: 'overall', id: null, name: '', scores: [score('ten', 4), score('t', 42)] }),
    line({ scores: [score('points', 34, 50), score('percent', 68), score('percentile', 45)] }),
    line({ name: 'Verbal', state: 'paused', scores: [score('points', 9)] }),
    line({
      level: 'scale',
      name: 'Drive',
      within: 'Personality',
      scores: [score('sten', 7), score('z', -0.45)],
    }),
    line({ level: 'group', name: 'Leading', reportType: 'Full Report', scores: [score('sten', 2.001)] }),
    line({ level: 'group', name: 'Leading', reportType: 'Sales Report', scores: [score('sten', 9)] }),
    line({ name: 'Numerical again', isVerification: true, verdict: 'passed' }),
    line({ name: '<b>Other</b>', isVerification: true, verdict: null }),
  ],
  band: 'Good',
  norm: 'School leavers, India',
  isPartial: true,
}
const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()

describe.each(['en', 'hi'] as const)('in %s', (locale) => {
  test.each(['applicant', 'staff'] as const)('every sentence of a sheet is there for %s', (audience) => {
    for (const sheet of [
      full,
      { ...full, norm: null, band: null, isPartial: false },
      { lines: [], band: null, norm: null, isPartial: false },
    ])
      expect(drawn(locale, <ScoreSheet sheet={sheet} audience={audience} />)).toContain('<section')
  })
})

describe('marks', () => {
  const html = drawn('en', <ScoreSheet sheet={full} audience="applicant" />)

  test('are never shown without their scale', () => {
    for (const words of [
      '4 of 10',
      'T-score 42',
      '34 of 50 points',
      '68 percent',
      'percentile 45',
      '9 points',
      'sten 7 of 10',
      'z-score -0.45',
      'sten 2.001 of 10',
    ])
      expect(text(html)).toContain(words)
  })

  test('have a bar each that is told in words', () => {
    expect(html.match(/<svg[^>]*role="img"[^>]*aria-label="Bar: [^"]+"/g)).toHaveLength(10)
    expect(html).toContain('aria-label="Bar: sten 7 of 10"')
  })

  test('stand with whom they compare with, the category, and that they are a part', () => {
    for (const words of ['School leavers, India', 'Good', 'Part of the test only'])
      expect(text(html)).toContain(words)
    expect(text(drawn('en', <ScoreSheet sheet={{ ...full, norm: null }} audience="applicant" />))).toContain(
      'The provider does not say whom percentiles',
    )
  })

  test('of groups stand in one table per report, and supervised repeats in their own', () => {
    const captions = [...html.matchAll(/<caption[^>]*>([^<]+)/g)].map(([, caption]) => caption)
    expect(captions).toEqual([
      'Sections',
      'Traits',
      'Trait groups of the report “Full Report”',
      'Trait groups of the report “Sales Report”',
      'Supervised repeats',
    ])
    const repeats = html.slice(html.indexOf('Supervised repeats'))
    expect(text(repeats)).toContain('Confirmed')
    expect(text(repeats)).toContain('No verdict yet')
    expect(repeats).toContain('&lt;b&gt;Other&lt;/b&gt;')
  })

  test('explain only the scales that occur', () => {
    const points = drawn(
      'en',
      <ScoreSheet
        sheet={{ ...full, lines: [line({ scores: [score('points', 3, 5)] })] }}
        audience="applicant"
      />,
    )
    expect(points).toContain('Points are added up')
    expect(points).not.toContain('A sten runs from 1 to 10')
  })

  test('show ids of sections to staff only', () => {
    expect(html).not.toContain('91833')
    expect(drawn('en', <ScoreSheet sheet={full} audience="staff" />)).toContain('Id at the provider: 91833')
  })
})

const step: PlannedStep = {
  kind: 'recommendations',
  state: 'available',
  reason: null,
  waitsFor: 'applicant',
  canAct: true,
  submission: null,
  trouble: null,
}
const card: CourseCard = {
  id: '1',
  position: 1,
  courseName: 'B.Sc Data Science',
  score: null,
  words: [],
  programme: { code: 'DSC', name: 'B.Sc Data Science' },
  isOffered: true,
  isFirstChoice: false,
  reason: 'Your Numerical is sten 7 of 10: you are at home with figures.',
  marks: [
    { level: 'section', name: 'Numerical', within: null, reportType: null, score: score('sten', 7) },
    { level: 'overall', name: '', within: null, reportType: null, score: score('percent', 68) },
  ],
  band: 'Good',
}
const ruled: RecommendationsPage = {
  number: 'APP-27-7K3M9Q',
  provider: 'Test Partnership',
  step,
  cards: [card],
  isPartial: false,
  made: { ruleSet: 'Aptitude 2027', version: 4, at: new Date('2026-11-21T10:00:00Z') },
  norm: 'School leavers',
  restsOnPart: false,
  closed: null,
  isSubmitted: false,
  next: 'form',
}
const nothing: RecommendationsPage = { ...ruled, cards: [], step: { ...step, state: 'skipped' } }

describe('a list that rules made', () => {
  test.each(['en', 'hi'] as const)('has every sentence it needs in %s', (locale) => {
    for (const page of [ruled, { ...ruled, restsOnPart: true, norm: null }, nothing])
      expect(drawn(locale, <RecommendationsScreen page={page} isChosen={false} />)).toContain('<h1')
  })

  test('gives the reason, the marks with scale and norm, and how it was made', () => {
    const words = text(drawn('en', <RecommendationsScreen page={ruled} isChosen={false} />))
    for (const told of [
      'Your Numerical is sten 7 of 10: you are at home with figures.',
      'Numerical sten 7 of 10',
      'The whole test 68 percent',
      'compare with: School leavers',
      'Test Partnership’s category: Good',
      'How this list was made',
      'the rules “Aptitude 2027”, version 4',
      '21 Nov 2026, 3:30 pm IST',
    ])
      expect(words).toContain(told)
    expect(words).not.toContain('puts this course at number')
    expect(words).not.toContain('wrote about it')
  })

  test('that is empty says so in plain words and leads on, to the form and to every programme', () => {
    const html = drawn('en', <RecommendationsScreen page={nothing} isChosen={false} />)
    expect(text(html)).toContain('Your marks lead to no particular suggestion by our rules.')
    expect(html).toContain('href="/programmes"')
    expect(html).toContain('href="/applications/APP-27-7K3M9Q"')
    expect(html).toContain('version 4')
  })
})
