import type { Tx } from '@/db/client'
import { events } from '@/db/schema/events'
import type { Ctx } from './context'

/** What has happened, past tense, noun first. Each has a sentence under `events.<name with _ for .>`; names that applicants see are listed in `timelineEvents`. */
export const eventNames = [
  'account.registered',
  'account.email_verified',
  'account.password_reset',
  'account.signed_in',
  'account.signed_out',
  'account.signed_out_everywhere',
  'account.language_chosen',
  'application.started',
  'application.submitted',
  'application.review_started',
  'application.preferences_changed',
  'fee.order_opened',
  'fee.payment_failed',
  'fee.settled',
  'fee.second_capture',
  'fee.amount_mismatch',
  'fee.refund_queued',
  'fee.refunded',
  'fee.webhook_rejected',
  'fee.return_rejected',
  'assessment.unlocked',
  'assessment.launched',
  'assessment.launch_failed',
  'assessment.progressed',
  'assessment.result_arrived',
  'assessment.result_given_up',
  'assessment.provider_down',
  'assessment.provider_back',
  'assessment.check_asked',
  'assessment.retake_ordered',
  'assessment.cancelled',
  'assessment.reset_asked',
  'assessment.section_reset',
  'assessment.reset_refused',
  'assessment.reset_unclear',
  'assessment.verification_asked',
  'assessment.verification_ordered',
  'assessment.verification_refused',
  'assessment.verification_unclear',
  'assessment.extra_time_arranged',
  'assessment.extra_time_taken_back',
  'assessment.reports_fetched',
  'assessment.erasure_asked',
  'report.downloaded',
  'staff_task.closed',
  'assessment.returned',
  'assessment.callback_suspicious',
  'recommendations.seen',
  'recommendations.chosen',
  'programme.aliased',
  'connection.added',
  'connection.saved',
  'connection.tested',
  'connection.budget_set',
  'intake.assessment_assigned',
  'connection.unhealthy',
  'connection.healthy',
  'sandbox.clock_moved',
  'sandbox.fault_chosen',
] as const
export type EventName = (typeof eventNames)[number]

/** The events an applicant sees on their timeline; staff see all. */
export const timelineEvents: readonly EventName[] = [
  'application.started',
  'application.submitted',
  'application.review_started',
  'application.preferences_changed',
  'fee.order_opened',
  'fee.payment_failed',
  'fee.settled',
  'fee.second_capture',
  'fee.amount_mismatch',
  'fee.refund_queued',
  'fee.refunded',
  'assessment.unlocked',
  'assessment.launched',
  'assessment.launch_failed',
  'assessment.progressed',
  'assessment.result_arrived',
  'assessment.result_given_up',
  'assessment.provider_down',
  'assessment.provider_back',
  'assessment.returned',
  'assessment.retake_ordered',
  'assessment.cancelled',
  'assessment.section_reset',
  'assessment.verification_ordered',
  'assessment.extra_time_arranged',
  'assessment.extra_time_taken_back',
  'recommendations.chosen',
]

type EventDetail = Record<string, string | number | boolean | null>

/** Appends one event inside the caller's transaction. `detail` holds ids, states and amounts; no free text of a person. */
export async function recordEvent(
  tx: Tx,
  ctx: Ctx,
  name: EventName,
  about: {
    applicationId?: string | null
    detail?: EventDetail
    actorKind?: 'provider' | 'gateway' | 'visitor'
  } = {},
): Promise<void> {
  await tx.insert(events).values({
    partnerId: ctx.actor.partnerId,
    name,
    applicationId: about.applicationId ?? null,
    actorKind: about.actorKind ?? ctx.actor.kind,
    actorId: 'accountId' in ctx.actor ? ctx.actor.accountId : null,
    source: ctx.source,
    detail: about.detail ?? {},
    at: ctx.now,
  })
}
