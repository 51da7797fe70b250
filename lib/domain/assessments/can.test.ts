import { describe, expect, test } from 'vitest'
import { secondsAfter } from '../shared/india-time'
import type { Progress } from './attempt'
import { mayLaunch, mintingSeconds } from './can'

const now = new Date('2026-11-21T10:00:00Z')
const launch = (progress: Progress, mintingSince: Date | null = null) =>
  mayLaunch({ attempt: { no: 2, progress, mintingSince }, now })

describe('starting the assessment', () => {
  test('the first click makes the first attempt', () => {
    expect(mayLaunch({ attempt: null, now })).toEqual({ ok: true, value: { attemptNo: 1, isNew: true } })
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
})
