import { z } from 'zod'
import type { Job } from '@/lib/platform/jobs/job'

/** Every e-mail the portal writes, with what fills it. Amounts are paise, instants are dates; sentences are `mail.<template>`. */
export type MailTemplates = {
  verify_email: { code: string; minutes: number }
  already_registered: Record<string, never>
  reset_password: { code: string; minutes: number }
  password_changed: { at: Date }
  staff_invited: { name: string; by: string; days: number }
  applicant_invited: { applicationNumber: string; name: string; intake: string }
  application_submitted: { applicationNumber: string; submittedAt: Date }
  fee_settled: { applicationNumber: string; receiptNumber: string; amountPaise: number; settledAt: Date }
  payment_failed: { applicationNumber: string; amountPaise: number }
  second_capture: { applicationNumber: string; amountPaise: number }
  amount_mismatch: { applicationNumber: string; amountPaise: number }
  fee_waived: { applicationNumber: string }
  waiver_taken_back: { applicationNumber: string; amountPaise: number }
  refund_on_its_way: { applicationNumber: string; amountPaise: number }
  assessment_ready: { applicationNumber: string }
  provider_down: { applicationNumber: string; provider: string }
  provider_back: { applicationNumber: string; provider: string }
  result_ready: { applicationNumber: string }
  retake_allowed: { applicationNumber: string }
  section_reset: { applicationNumber: string }
  verification_ordered: { applicationNumber: string }
  decision_released: { applicationNumber: string }
  decision_taken_back: { applicationNumber: string }
  offer_accepted: { applicationNumber: string; acceptedAt: Date }
  offer_lapsed: { applicationNumber: string; respondBy: Date }
  query_raised: { applicationNumber: string; question: string; dueAt: Date }
  query_withdrawn: { applicationNumber: string }
  document_rejected: { applicationNumber: string; document: string; reason: string }
  alert_opened: { alert: string; label: string; value: number; openings: number }
  alert_closed: { alert: string; label: string }
}
export type MailTemplate = keyof MailTemplates

/** The page that each e-mail leads to. */
export const mailPaths: Record<MailTemplate, (applicationNumber: string) => string> = {
  verify_email: () => '/verify',
  already_registered: () => '/sign-in',
  reset_password: () => '/forgot-password',
  password_changed: () => '/forgot-password',
  staff_invited: () => '/forgot-password',
  applicant_invited: () => '/forgot-password',
  application_submitted: (number) => `/applications/${number}`,
  fee_settled: (number) => `/applications/${number}/payment`,
  payment_failed: (number) => `/applications/${number}/payment`,
  second_capture: (number) => `/applications/${number}/payment`,
  amount_mismatch: (number) => `/applications/${number}/payment`,
  fee_waived: (number) => `/applications/${number}`,
  waiver_taken_back: (number) => `/applications/${number}/payment`,
  refund_on_its_way: (number) => `/applications/${number}/payment`,
  assessment_ready: (number) => `/applications/${number}/assessment`,
  provider_down: (number) => `/applications/${number}`,
  provider_back: (number) => `/applications/${number}/assessment`,
  result_ready: (number) => `/applications/${number}/recommendations`,
  retake_allowed: (number) => `/applications/${number}/assessment`,
  section_reset: (number) => `/applications/${number}/assessment`,
  verification_ordered: (number) => `/applications/${number}/assessment`,
  decision_released: (number) => `/applications/${number}/decision`,
  decision_taken_back: (number) => `/applications/${number}`,
  offer_accepted: (number) => `/applications/${number}/decision`,
  offer_lapsed: (number) => `/applications/${number}/decision`,
  query_raised: (number) => `/applications/${number}/query`,
  query_withdrawn: (number) => `/applications/${number}`,
  document_rejected: (number) => `/applications/${number}`,
  alert_opened: () => '/staff/alerts',
  alert_closed: () => '/staff/alerts?state=closed',
}

export type DeliverMessage = { partnerId: string; messageId: string }

/** A dead worker's delivery is taken up again after half a minute. Retries after a refusal are the command's own. */
export const deliverMessageJob: Job<DeliverMessage> = {
  name: 'messages.deliver',
  payload: z.object({ partnerId: z.uuid(), messageId: z.uuid() }),
  rerunAfterSeconds: 30,
  tries: 20,
}

/** Deliveries of one message before it counts as failed. */
export const deliveryTries = 8

/** Seconds to wait after the n-th failed delivery: 15 s, 1 min, 4 min … at most 4 hours; about ten hours in all. */
export const waitAfterDelivery = (failures: number): number => Math.min(15 * 4 ** (failures - 1), 4 * 60 * 60)
