/**
 * Every reason for which the portal says no. Each code has a sentence in every language under `refusals.<code>`;
 * lib/architecture.test.ts fails when one is missing.
 */
export const refusalCodes = [
  // shared
  'not_found',
  'not_allowed',
  'signed_out',
  'invalid_input',
  'too_many_tries',
  'came_from_elsewhere',
  'try_again',
  // accounts
  'wrong_sign_in',
  'code_wrong',
  'code_expired',
  'code_used_up',
  'email_unverified',
  'password_too_weak',
  // journey
  'step_locked',
  'intake_not_open',
  'intake_closed',
  'assessment_first',
  'form_first',
  'fee_unpaid',
  'recommendations_first',
  'submission_first',
  'already_submitted',
  'form_incomplete',
  'preferences_closed',
  'review_pending',
  'decision_pending',
  'not_needed',
  'application_withdrawn',
  // payments
  'fee_settled',
  'fee_not_due',
  'payment_checking',
  'gateway_unreachable',
  'payment_mismatch',
  // assessments
  'attempt_finished',
  'attempts_used_up',
  'launch_in_progress',
  'provider_busy',
  'provider_unreachable',
  'provider_misconfigured',
  'provider_answer_unreadable',
  'provider_link_refused',
  'provider_refused',
  'result_awaited',
  'result_unavailable',
  'not_offered_here',
] as const

export type RefusalCode = (typeof refusalCodes)[number]
