import { describe, expect, test } from 'vitest'
import { secondsAfter } from '../shared/india-time'
import type { Progress } from './attempt'
import { type LaunchFacts, mayLaunch, mintingSeconds } from './can'

const now = new Date('2026-11-21T10:00:00Z')
const rules = { resumesAfterLeaving: true, ended: 0, allowed: 3, now }
const launch = (progress: Progress, mintingSince: Date | null = null, changes: Partial<LaunchFacts> = {}) =>
  mayLaunch({ ...rules, attempt: { no: 2, progress, mintingSince }, ...changes })

describe('starting the assessment', () => {
  test('the first click makes the first attempt', () => {
    expect(mayLaunch({ ...rules, attempt: null })).toEqual({ ok: true, value: { attemptNo: 1, isNew: true } })
  })

  test.each(['not_started', 'in_progress', 'abandoned'] as const)(
    'an attempt that is %s goes on',
    (progress) => {
      expect(launch(progress)).toEqual({ ok: true, value: { attemptNo: 2, isNew: false } })
    },
  )

  test.each(['expired', 'failed'] as const)('after an attempt that %s a new one begins', (progress) => {
    expect(launch(progress)).toEqual({ ok: true, value: { attemptNo: 3, isNew: true } })
  })

  test('a finished test cannot be started again', () => {
    expect(launch('completed')).toMatchObject({ ok: false, refusal: { code: 'attempt_finished' } })
  })

  test('a double click mints once, and a mint lost in a crash blocks nobody for long', () => {
    expect(launch('not_started', now)).toMatchObject({ ok: false, refusal: { code: 'launch_in_progress' } })
    expect(launch('not_started', secondsAfter(now, -mintingSeconds))).toMatchObject({ ok: true })
  })

  test('a provider that takes nobody back begins a new attempt after the test was left', () => {
    expect(launch('abandoned', null, { resumesAfterLeaving: false })).toEqual({
      ok: true,
      value: { attemptNo: 3, isNew: true },
    })
  })

  test.each(['failed', 'abandoned'] as const)(
    'after as many %s sittings as the intake allows, staff decide; one that only ran out never counts',
    (progress) => {
      const used = { resumesAfterLeaving: false, ended: 3 }
      expect(launch(progress, null, used)).toMatchObject({
        ok: false,
        refusal: { code: 'attempts_used_up', waitsFor: 'staff' },
      })
      expect(launch('expired', null, used).ok).toBe(true)
    },
  )

  test('a finished test opens once more for a supervised repeat that staff ordered', () => {
    const attempt = { no: 2, progress: 'completed' as const, mintingSince: null, hasOpenVerification: true }
    expect(mayLaunch({ ...rules, attempt })).toEqual({ ok: true, value: { attemptNo: 2, isNew: false } })
  })

  test('a sitting that staff opened and that ended early is theirs to open again; one that ran out may be begun', () => {
    const opened = (progress: Progress) => ({ no: 2, progress, mintingSince: null, isOpenedByStaff: true })
    expect(mayLaunch({ ...rules, attempt: opened('failed') })).toMatchObject({
      ok: false,
      refusal: { code: 'attempts_used_up' },
    })
    expect(mayLaunch({ ...rules, attempt: opened('expired') }).ok).toBe(true)
  })
})
