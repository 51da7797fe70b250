import { consents } from '@/db/schema/accounts'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { readJourneyOf } from '@/lib/features/applications/queries'
import { readerLocale } from '@/lib/features/partners/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { findStartTerms, noticePurposeOf } from '../queries/start-terms'

/**
 * Where the provider's own notice is skipped, nobody starts without having agreed to ours; the consent is kept once per
 * provider and version of the notice. Refuses when it is needed and neither given before nor now.
 */
export async function agreeToNotice(
  ctx: Ctx<Applicant>,
  { number, hasConsented }: { number: string; hasConsented: boolean },
): Promise<Result<void>> {
  const { partnerId, accountId } = ctx.actor
  const journey = await readJourneyOf(partnerId, { number }, { applicantId: accountId, now: ctx.now })
  if (!journey) return refuse('not_found')
  const terms = await findStartTerms(ctx.actor, journey)
  if (terms.consent !== 'needed') return ok()
  if (!hasConsented) return refuse('assessment_consent_missing')
  const language = await readerLocale()
  return transaction(async (tx) => {
    await tx.insert(consents).values({
      partnerId,
      accountId,
      purpose: noticePurposeOf(terms.providerId),
      noticeVersion,
      language,
      givenAt: ctx.now,
    })
    await recordEvent(tx, ctx, 'assessment.notice_agreed', {
      applicationId: journey.application.id,
      detail: {
        provider: findAssessmentProvider(terms.providerId)?.label ?? terms.providerId,
        noticeVersion,
      },
    })
    return ok()
  })
}
