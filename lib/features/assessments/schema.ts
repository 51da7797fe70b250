import { z } from 'zod'
import type { Job } from '@/lib/platform/jobs/job'

const number = z.string().trim().toUpperCase().max(20)

/** Which application: its public number. */
export const applicationInput = z.object({ number })
export type ApplicationInput = z.infer<typeof applicationInput>

/**
 * A click on "start": `origin` is the address the browser uses, where the provider sends it back to; `hasConsented`
 * counts where our notice stands in place of the provider's.
 */
export type LaunchInput = ApplicationInput & { origin: string; hasConsented?: boolean }

export const chooseRecommendationInput = z.object({ number, recommendationId: z.guid() })
export type ChooseRecommendationInput = z.infer<typeof chooseRecommendationInput>

export const aliasProgrammeInput = z.object({
  courseName: z.string().trim().min(1).max(300),
  programmeId: z.guid(),
})
export type AliasProgrammeInput = z.infer<typeof aliasProgrammeInput>

/** `unlessAskedSince`: nothing is to be done when the attempt has been asked about after that instant. */
export type SyncAttempt = { partnerId: string; attemptId: string; unlessAskedSince?: string }

/** Asks the provider about one attempt out of turn. Asking twice is harmless, so a dead worker's ask is soon repeated. */
export const syncAttemptJob: Job<SyncAttempt> = {
  name: 'assessments.sync_attempt',
  payload: z.object({
    partnerId: z.guid(),
    attemptId: z.guid(),
    unlessAskedSince: z.iso.datetime().optional(),
  }),
  rerunAfterSeconds: 60,
  tries: 3,
}

/** What the waiting page polls: our state, never the provider's. `version` changes whenever the page would read differently. */
export type AssessmentState = { version: string; isSettled: boolean }
