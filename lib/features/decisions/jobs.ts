import { randomUUID } from 'node:crypto'
import { currentTime } from '@/lib/platform/clock'
import { type JobRun, type Sweep, runs } from '@/lib/platform/jobs/worker'
import { sweepLapsedOffers } from './commands/answer-offer'
import { carryOutReleases } from './commands/carry-out'
import { makeLetter } from './commands/make-letter'
import { moveUpByItself } from './commands/move-up'
import { makeLetterJob, moveUpJob } from './schema'

export const decisionJobs: JobRun[] = [
  runs(makeLetterJob, makeLetter),
  runs(moveUpJob, async (move) => {
    const ctx = {
      actor: { kind: 'system' as const, partnerId: move.partnerId },
      now: await currentTime(),
      source: 'job' as const,
      requestId: randomUUID(),
    }
    const moved = await moveUpByItself(ctx, move)
    // A job that was refused comes again.
    if (!moved.ok) throw new Error(moved.refusal.code)
  }),
]

export const decisionSweeps: Sweep[] = [
  { name: 'carry out releases that are due', everySeconds: 2, run: carryOutReleases },
  { name: 'end offers that nobody answered in time', everySeconds: 15, run: sweepLapsedOffers },
]
