import type { ApplicationState } from '../applications/machine'
import { type Result, ok, refuse } from '../shared/result'
import type { DecisionKind } from './decision'

/** Everything that decides what staff may do about the decision on one application. */
export type DecisionFacts = {
  applicationState: ApplicationState
  /** Reviewers whose assignment is still open. */
  reviewersWithIt: number
  hasOpenQuery: boolean
  /** A fee is asked and not settled. */
  isFeeDue: boolean
  /** The decision the applicant sees. `isReleaseOver`: its hold has passed, so it can no longer be undone. */
  released: { id: string; kind: DecisionKind; isReleaseOver: boolean } | null
  /** The decision that nobody outside sees yet. `isInRelease`: an approved release has it on its list. */
  open: {
    id: string
    kind: DecisionKind
    state: 'provisional' | 'confirmed'
    proposedBy: string | null
    isInRelease: boolean
  } | null
}

/** May a decision be proposed now? A provisional one may be replaced by another; a confirmed one is taken back first. */
export function canPropose(facts: DecisionFacts): Result<void> {
  if (facts.open?.state === 'confirmed') return refuse('decision_confirmed', { waitsFor: 'staff' })
  return isReady(facts)
}

/** May `staffId` confirm what is proposed? Never their own proposal. */
export function canConfirm(facts: DecisionFacts, staffId: string): Result<void> {
  if (facts.open?.state !== 'provisional') return refuse('decision_not_provisional', { waitsFor: 'staff' })
  if (facts.open.proposedBy === staffId) return refuse('decision_confirm_by_another', { waitsFor: 'staff' })
  return isReady(facts)
}

/** May the unreleased decision be taken back? */
export function canTakeBack({ open }: DecisionFacts): Result<void> {
  if (!open) return refuse('decision_nothing_open', { waitsFor: 'staff' })
  if (open.isInRelease) return refuse('decision_in_release', { waitsFor: 'staff' })
  return ok()
}

/** Whether the application is so far that a decision on it may count. Asked again at every step until the release. */
export function isReady(facts: DecisionFacts): Result<void> {
  const { applicationState, released } = facts
  if (applicationState === 'withdrawn')
    return refuse('decision_application_withdrawn', { waitsFor: 'applicant' })
  if (applicationState === 'draft') return refuse('decision_submission_first', { waitsFor: 'applicant' })
  if (released) return mayFollow(released)
  if (facts.isFeeDue) return refuse('decision_fee_due', { waitsFor: 'applicant' })
  if (applicationState === 'submitted') return refuse('decision_review_first', { waitsFor: 'staff' })
  if (facts.hasOpenQuery || applicationState === 'query_raised')
    return refuse('decision_query_open', { waitsFor: 'applicant' })
  if (facts.reviewersWithIt > 0)
    return refuse('decision_review_unfinished', {
      waitsFor: 'staff',
      params: { count: facts.reviewersWithIt },
    })
  return ok()
}

/** Only a place on the waitlist can be followed by another decision, and only when it can no longer be undone itself. */
function mayFollow(released: NonNullable<DecisionFacts['released']>): Result<void> {
  if (released.kind !== 'waitlist') return refuse('decision_already_released', { waitsFor: 'staff' })
  return released.isReleaseOver ? ok() : refuse('decision_release_running', { waitsFor: 'staff' })
}
