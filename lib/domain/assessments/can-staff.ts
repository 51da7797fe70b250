import type { ApplicationState } from '../applications/machine'
import type { RefusalCode } from '../shared/refusals'
import { ok, refuse, type Result } from '../shared/result'
import type { Progress, ResultState } from './attempt'
import type { ScoreLine, ScoreSheet } from './scores'

/** What staff may do with an attempt, in the order in which the console shows it. */
export const staffVerbs = [
  'check_now',
  'retake',
  'cancel',
  'reset_section',
  'order_verification',
  'fetch_reports',
  'erase_at_provider',
] as const
export type StaffVerb = (typeof staffVerbs)[number]

/** What the provider of the attempt can do. */
export type ProviderAbilities = {
  supportsCancel: boolean
  supportsRetake: boolean
  supportsSectionReset: boolean
  supportsVerification: boolean
  reports: 'url' | 'zip' | 'none'
}

export type StaffFacts = {
  progress: Progress
  result: ResultState
  isNewest: boolean
  /** A later attempt took over this sitting at the provider. */
  isFrozen: boolean
  /** A start was asked of the provider, so that it may know of this attempt. */
  isAtProvider: boolean
  /** The applicant’s click is getting its start link at this moment. */
  isLaunching: boolean
  verification: 'ordering' | 'ordered' | 'answered' | 'unclear' | null
  /** A reset or verification of this application was sent and its answer never came. */
  hasUnclearCall: boolean
  hasSections: boolean
  hasReports: boolean
  application: ApplicationState
  provider: ProviderAbilities
}

type Obstacle = [code: RefusalCode, stands: (facts: StaffFacts) => boolean]

const over: Obstacle = [
  'application_over',
  ({ application }) => application === 'decided' || application === 'withdrawn',
]
const frozen: Obstacle = ['attempt_frozen', ({ isFrozen }) => isFrozen]
const notNewest: Obstacle = ['not_newest_attempt', ({ isNewest }) => !isNewest]
const unclear: Obstacle = ['call_unclear', ({ hasUnclearCall }) => hasUnclearCall]
const verifying: Obstacle = [
  'verification_open',
  ({ verification }) => verification === 'ordering' || verification === 'ordered',
]
const underWay: Obstacle = ['attempt_under_way', ({ progress }) => isOpen(progress)]
const noSections: Obstacle = ['sections_unknown', ({ hasSections }) => !hasSections]
const neverSent: Obstacle = ['nothing_at_provider', ({ isAtProvider }) => !isAtProvider]

const isOpen = (progress: Progress): boolean => progress === 'not_started' || progress === 'in_progress'
const hasAnswers = (progress: Progress): boolean =>
  progress === 'in_progress' || progress === 'completed' || progress === 'abandoned' || progress === 'failed'

/** Every action and what stands against it; the first obstacle that stands is the reason given. */
const obstacles: Record<StaffVerb, readonly Obstacle[]> = {
  check_now: [notNewest, frozen, neverSent],
  retake: [
    ['provider_cannot_retake', ({ provider }) => !provider.supportsRetake],
    over,
    notNewest,
    underWay,
    unclear,
    verifying,
  ],
  // An attempt that the provider never heard of is ours alone to cancel.
  cancel: [
    ['provider_cannot_cancel', ({ provider, isAtProvider }) => isAtProvider && !provider.supportsCancel],
    notNewest,
    frozen,
    ['attempt_begun', ({ progress }) => progress !== 'not_started'],
    ['attempt_opening', ({ isLaunching }) => isLaunching],
    unclear,
  ],
  reset_section: [
    ['provider_cannot_reset', ({ provider }) => !provider.supportsSectionReset],
    over,
    notNewest,
    frozen,
    ['attempt_not_begun', ({ progress, isAtProvider }) => !isAtProvider || !hasAnswers(progress)],
    unclear,
    verifying,
    noSections,
  ],
  order_verification: [
    ['provider_cannot_verify', ({ provider }) => !provider.supportsVerification],
    over,
    notNewest,
    frozen,
    ['attempt_unfinished', ({ progress }) => progress !== 'completed'],
    unclear,
    verifying,
    noSections,
  ],
  fetch_reports: [
    ['provider_has_no_reports', ({ provider }) => provider.reports === 'none'],
    frozen,
    ['nothing_to_download', ({ progress, hasReports }) => !hasReports && progress !== 'completed'],
  ],
  // Where the provider cannot be told by us, this opens a task for staff: no capability is needed.
  erase_at_provider: [neverSent, underWay],
}

/** May staff do this with this attempt now? Asked by the command and by the button, which shows the reason. */
export function mayAsStaff(verb: StaffVerb, facts: StaffFacts): Result<void> {
  const obstacle = obstacles[verb].find(([, stands]) => stands(facts))
  return obstacle ? refuse(obstacle[0], { waitsFor: 'staff' }) : ok()
}

/** The verdict on every action, for a screen. */
export const staffVerdicts = (facts: StaffFacts): Record<StaffVerb, Result<void>> =>
  Object.fromEntries(staffVerbs.map((verb) => [verb, mayAsStaff(verb, facts)])) as Record<
    StaffVerb,
    Result<void>
  >

/** The sections a reset or a verification may name: those with the provider's own id, no verification among them. */
export const namedSections = (sheet: ScoreSheet | null): (ScoreLine & { id: string })[] =>
  (sheet?.lines ?? []).filter(
    (line): line is ScoreLine & { id: string } =>
      line.level === 'section' && !line.isVerification && line.id !== null,
  )

/** How granted extra time reaches the provider: with the next start, or by the hand of staff and why. */
export type ExtraTimeRoute = 'next_start' | 'by_hand_already_created' | 'by_hand_provider_cannot'

/**
 * Extra time is sent with the start that makes a sitting at the provider. One that is made and still open keeps the time
 * it was made with, so that staff must change it there. Null attempt: none yet.
 */
export function extraTimeRoute(
  supportsExtraTime: boolean,
  newest: { progress: Progress; isAtProvider: boolean } | null,
): ExtraTimeRoute {
  if (!supportsExtraTime) return 'by_hand_provider_cannot'
  const isOpenThere = newest?.isAtProvider && (isOpen(newest.progress) || newest.progress === 'abandoned')
  return isOpenThere ? 'by_hand_already_created' : 'next_start'
}
