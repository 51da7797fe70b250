import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { consents } from '@/db/schema/accounts'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import type { LoadedJourney } from '@/lib/features/applications/queries'
import type { Applicant } from '@/lib/platform/auth/actors'
import { outcomeOf } from '@/lib/platform/provider-error'
import type { Capabilities, Disclosure } from '@/lib/providers/assessments/contract'
import { openProvider } from '../commands/open-provider'
import { extraTimeOf } from './extra-time'

/** On what terms an applicant starts: what is sent, whether our notice must be agreed to, and what time they have. */
export type StartTerms = {
  providerId: string
  capabilities: Capabilities | null
  disclosure: Disclosure
  consent: 'needed' | 'given' | null
  extraTimePercent: number | null
}

/** Consent to our notice in place of this provider's is kept under this purpose. */
export const noticePurposeOf = (provider: string): string => `assessment:${provider}`

/** The terms of the journey's intake. A connection that cannot be opened is shown as sending everything. */
export async function findStartTerms(
  applicant: Applicant,
  { application, intake }: LoadedJourney,
): Promise<StartTerms> {
  const { partnerId } = applicant
  const connectionId = intake.assessmentConnectionId
  const opened = connectionId ? await outcomeOf(() => openProvider(partnerId, connectionId)) : null
  if (!opened || 'error' in opened)
    return {
      providerId: '',
      capabilities: null,
      disclosure: { details: ['full_name', 'email', 'mobile'], replacesNotice: false },
      consent: null,
      extraTimePercent: null,
    }
  const { id, capabilities, disclosure } = opened.answer
  const terms = disclosure()
  const consent = terms.replacesNotice ? ((await hasConsented(applicant, id)) ? 'given' : 'needed') : null
  const extraTimePercent = capabilities.supportsExtraTime
    ? await extraTimeOf(database(), partnerId, application.id)
    : null
  return { providerId: id, capabilities, disclosure: terms, consent, extraTimePercent }
}

async function hasConsented({ partnerId, accountId }: Applicant, provider: string): Promise<boolean> {
  const [row] = await database()
    .select({ id: consents.id })
    .from(consents)
    .where(
      and(
        eq(consents.partnerId, partnerId),
        eq(consents.accountId, accountId),
        eq(consents.purpose, noticePurposeOf(provider)),
        eq(consents.noticeVersion, noticeVersion),
      ),
    )
    .limit(1)
  return row !== undefined
}
