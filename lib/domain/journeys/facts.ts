import type { ApplicationState } from '../applications/machine'
import type { Progress, ResultState } from '../assessments/attempt'
import type { Paise } from '../shared/paise'

/** Everything the journey of one application depends on, and nothing else. Instants are Dates. */
export type JourneyFacts = {
  now: Date
  emailVerified: boolean
  /** `assessmentUntil`: until when a submitted application may still sit its assessment after closing; null: no limit. */
  intake: { opensAt: Date; closesAt: Date; assessmentUntil?: Date | null }
  /** `startedPages`: how many hold anything typed or chosen. `allComplete`: every page passes its schema. */
  form: { startedPages: number; allComplete: boolean; submittedAt: Date | null }
  fee: FeeFacts
  assessment: {
    /** The attempt the step stands on: one with a result, else a finished one, else the newest. */
    attempt: AttemptFacts | null
    /** A sitting that staff opened after that: a retake, a reset section, a supervised repeat. It never undoes the step. */
    another?: AttemptFacts | null
    connectionHealthy: boolean
  }
  /** `count`: courses the provider recommended, offered here or not. */
  recommendations: { count: number; acknowledgedAt: Date | null }
  application: {
    state: ApplicationState
    reviewStartedAt: Date | null
    decidedAt: Date | null
    withdrawnAt: Date | null
  }
}

export type FeeFacts = {
  /** Null or 0: this intake asks for no fee. */
  paise: Paise | null
  settledAt: Date | null
  waived: boolean
  /** `checking`: a try is unresolved; `mismatch`: money of another amount arrived. */
  orderState: 'none' | 'open' | 'checking' | 'mismatch'
}

/** One attempt. `lastErrorKind` is null once the provider has answered again. */
export type AttemptFacts = {
  progress: Progress
  result: ResultState
  lastErrorKind: string | null
  launchedAt: Date | null
  lastAskedAt: Date | null
  nextAskAt: Date | null
}

export const isWithdrawn = ({ application }: JourneyFacts): boolean =>
  application.withdrawnAt !== null || application.state === 'withdrawn'

export const isDecided = ({ application }: JourneyFacts): boolean =>
  application.decidedAt !== null || application.state === 'decided'

export const isReviewStarted = (facts: JourneyFacts): boolean =>
  facts.application.reviewStartedAt !== null ||
  isDecided(facts) ||
  facts.application.state === 'in_review' ||
  facts.application.state === 'query_raised'

/** Staff have put a question to the applicant: the review waits for the answer. */
export const isAskedSomething = ({ application }: JourneyFacts): boolean =>
  application.state === 'query_raised'

/** The sitting is finished and we hold its result, or have given up on it. */
export function isAssessmentDone({ assessment: { attempt } }: JourneyFacts): boolean {
  return attempt?.progress === 'completed' && (attempt.result === 'ready' || attempt.result === 'unavailable')
}

/** There are courses to look at; a partial result may already bring them. */
export const hasCourses = ({ recommendations }: JourneyFacts): boolean => recommendations.count > 0

export const isFeeAsked = ({ fee }: JourneyFacts): boolean =>
  fee.paise !== null && fee.paise > 0 && !fee.waived
