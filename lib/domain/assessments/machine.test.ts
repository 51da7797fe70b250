import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { progressStates, resultStates } from './attempt'
import { applyReport, giveUp, type AttemptNews, type AttemptView } from './machine'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 21, 10, minute))
const launched: AttemptView = {
  progress: 'not_started',
  result: 'none',
  statusReason: null,
  rawStatus: null,
  externalId: null,
  startedAt: null,
  finishedAt: null,
  durationMinutes: null,
  launchedAt: at(0),
  lastProgressAt: null,
}
const nothing: AttemptNews = {
  progress: 'unknown',
  result: 'none',
  rawStatus: null,
  externalId: null,
  startedAt: null,
  finishedAt: null,
  durationMinutes: null,
}
const says = (news: Partial<AttemptNews>): AttemptNews => ({ ...nothing, ...news })
const after = (attempt: AttemptView, news: Partial<AttemptNews>, now = at(30)): AttemptView => ({
  ...attempt,
  ...applyReport(attempt, says(news), now).changes,
})

describe('what the provider says about a sitting', () => {
  test('a finished test whose result is not there yet is completed and pending', () => {
    const { changes, events } = applyReport(
      launched,
      says({ progress: 'completed', rawStatus: 'Done' }),
      at(30),
    )
    expect(changes).toEqual({
      progress: 'completed',
      result: 'pending',
      statusReason: 'provider',
      rawStatus: 'Done',
      lastProgressAt: at(30),
    })
    expect(events).toEqual([
      { kind: 'attempt.completed', from: 'not_started', to: 'completed' },
      { kind: 'attempt.result_pending', from: 'none', to: 'pending' },
    ])
  })

  test('an old "in progress" that arrives after completion changes nothing', () => {
    const done = after(launched, { progress: 'completed', result: 'ready', durationMinutes: 42 })
    expect(after(done, { progress: 'in_progress', result: 'pending', durationMinutes: 10 })).toEqual(done)
  })

  test('an answer with fields missing erases nothing', () => {
    const known = after(launched, {
      progress: 'completed',
      result: 'ready',
      externalId: 'A-1',
      startedAt: at(1),
      finishedAt: at(40),
      durationMinutes: 39,
    })
    expect(after(known, { progress: 'completed', result: 'ready' })).toEqual(known)
  })

  test('a status word nobody knows keeps what we had and is told once', () => {
    const first = applyReport(launched, says({ rawStatus: 'quarantined' }), at(5))
    expect(first.changes).toEqual({ rawStatus: 'quarantined' })
    expect(first.events).toEqual([{ kind: 'attempt.status_unknown', from: 'not_started', to: 'quarantined' }])
    const second = applyReport({ ...launched, ...first.changes }, says({ rawStatus: 'quarantined' }), at(6))
    expect(second).toEqual({ changes: {}, events: [] })
  })

  test('the provider cannot declare a result unavailable; only giving up can', () => {
    expect(after(launched, { progress: 'completed', result: 'unavailable' }).result).toBe('pending')
  })

  test('who left the test and started again is in progress again', () => {
    const left = after(launched, { progress: 'abandoned' }, at(30))
    expect(after(left, { progress: 'in_progress' }, at(31)).progress).toBe('abandoned')
    const relaunched = { ...left, launchedAt: at(40) }
    expect(after(relaunched, { progress: 'in_progress' }, at(41)).progress).toBe('in_progress')
  })
})

describe('giving up at the horizon', () => {
  const gone = (attempt: AttemptView) => ({ ...attempt, ...giveUp(attempt, at(59)).changes })

  test('a test never begun is expired, one never finished abandoned, a result that never came unavailable', () => {
    expect(gone(launched)).toMatchObject({ progress: 'expired', statusReason: 'clock' })
    expect(gone(after(launched, { progress: 'in_progress' }))).toMatchObject({
      progress: 'abandoned',
      statusReason: 'clock',
    })
    expect(gone(after(launched, { progress: 'completed' }))).toMatchObject({
      progress: 'completed',
      result: 'unavailable',
    })
  })

  test('a ready result stays, and giving up twice says nothing new', () => {
    const ready = after(launched, { progress: 'completed', result: 'ready' })
    expect(giveUp(ready, at(59))).toEqual({ changes: {}, events: [] })
    expect(giveUp(gone(launched), at(59))).toEqual({ changes: {}, events: [] })
  })

  test('what our clock concluded gives way to what the provider says later', () => {
    expect(after(gone(launched), { progress: 'in_progress' })).toMatchObject({
      progress: 'in_progress',
      statusReason: 'provider',
    })
    const abandoned = gone(after(launched, { progress: 'in_progress' }))
    expect(after(abandoned, { progress: 'completed', result: 'ready' })).toMatchObject({
      progress: 'completed',
      result: 'ready',
    })
    expect(
      after(gone(after(launched, { progress: 'completed' })), { progress: 'completed', result: 'ready' })
        .result,
    ).toBe('ready')
  })

  test('the word we had already given up on does not reopen the sitting, a new word does', () => {
    const abandoned = gone(after(launched, { progress: 'in_progress', rawStatus: 'ongoing' }))
    expect(after(abandoned, { progress: 'in_progress', rawStatus: 'ongoing' }).progress).toBe('abandoned')
    expect(after(abandoned, { progress: 'in_progress', rawStatus: 'resumed' }).progress).toBe('in_progress')
  })
})

describe('any order, any repetition', () => {
  const report = fc.record<AttemptNews>({
    progress: fc.constantFrom(...progressStates, 'unknown' as const),
    result: fc.constantFrom(...resultStates),
    rawStatus: fc.constantFrom(null, 'ongoing', 'done'),
    externalId: fc.constantFrom(null, 'A-1'),
    startedAt: fc.constantFrom(null, at(1), at(2)),
    finishedAt: fc.constantFrom(null, at(20)),
    durationMinutes: fc.constantFrom(null, 19),
  })
  const play = (news: AttemptNews[]) =>
    news.reduce<AttemptView>((attempt, one, i) => after(attempt, one, at(5 + i)), launched)
  const axes = ({ progress, result }: AttemptView) => ({ progress, result })

  test('the same answers in another order, or repeated, end in the same state', () => {
    const shuffled = fc
      .array(report, { maxLength: 12 })
      .chain((news) =>
        fc.tuple(fc.constant(news), fc.shuffledSubarray([...news, ...news], { minLength: news.length * 2 })),
      )
    fc.assert(
      fc.property(shuffled, ([news, again]) => {
        expect(axes(play(again))).toEqual(axes(play(news)))
      }),
    )
  })

  test('hearing the same twice in a row writes nothing and tells nothing the second time', () => {
    fc.assert(
      fc.property(fc.array(report), report, (news, last) => {
        const attempt = after(play(news), last)
        expect(applyReport(attempt, last, at(59))).toEqual({ changes: {}, events: [] })
      }),
    )
  })

  test('completed is final and a ready result stays ready, through answers, launches and giving up', () => {
    const step = fc.oneof(
      report.map((news) => (attempt: AttemptView, now: Date) => ({
        ...attempt,
        ...applyReport(attempt, news, now).changes,
      })),
      fc.constant((attempt: AttemptView, now: Date) => ({ ...attempt, ...giveUp(attempt, now).changes })),
      fc.constant((attempt: AttemptView, now: Date) => ({ ...attempt, launchedAt: now })),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30, size: 'max' }), (steps) => {
        let attempt = launched
        steps.forEach((move, i) => {
          const before = attempt
          attempt = move(before, at(i))
          if (before.progress === 'completed') expect(attempt.progress).toBe('completed')
          if (before.result === 'ready') expect(attempt.result).toBe('ready')
          if (before.externalId) expect(attempt.externalId).toBe(before.externalId)
          if (before.progress !== 'not_started') expect(attempt.progress).not.toBe('not_started')
        })
      }),
    )
  })
})
