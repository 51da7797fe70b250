import { and, eq, inArray } from 'drizzle-orm'
import { type Db, type Tx, database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { applicationCards } from '@/db/schema/lists'
import { contactChoices } from '@/db/schema/outreach'
import { intakes, partners, programmes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import type { MergeValues } from '@/lib/domain/outreach/merge'
import { formatInstant } from '@/lib/domain/shared/india-time'
import { formatPaise } from '@/lib/domain/shared/paise'
import { partnerAddress } from '@/lib/features/messages/commands'
import { feeInSql, ofVersion, termsInSql } from '@/lib/features/partners/queries/terms'
import { instantIn } from '@/lib/platform/i18n/formats'
import type { Locale } from '@/lib/platform/i18n/locales'
import { translatorFor } from '@/lib/platform/i18n/translate'

/** Somebody to be written to about one application, with everything a letter can be filled with, in their own language. */
export type Reader = {
  applicationId: string
  number: string
  email: string
  locale: Locale
  isEmailVerified: boolean
  /** Null: they have not said. */
  wantsNews: boolean | null
  values: MergeValues
}

/** The readers of these applications of one partner, in one query. An id that is not the partner's is left out. */
export async function listReaders(
  partnerId: string,
  which: { ids: string[] } | { number: string },
  db: Db | Tx = database(),
): Promise<Reader[]> {
  const rows = await db
    .select({
      applicationId: applications.id,
      number: applications.number,
      fullName: accounts.fullName,
      email: accounts.email,
      locale: accounts.locale,
      emailVerifiedAt: accounts.emailVerifiedAt,
      wantsNews: contactChoices.wantsNews,
      intakeName: intakes.name,
      closesAt: termsInSql.closesAt,
      paise: feeInSql,
      programme: programmes.name,
      step: applicationCards.step,
      partner: partners,
    })
    .from(applications)
    .innerJoin(partners, eq(partners.id, applications.partnerId))
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .leftJoin(intakeVersions, ofVersion)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .innerJoin(
      applicationCards,
      and(
        eq(applicationCards.partnerId, applications.partnerId),
        eq(applicationCards.applicationId, applications.id),
      ),
    )
    .leftJoin(
      programmes,
      and(
        eq(programmes.partnerId, applicationCards.partnerId),
        eq(programmes.id, applicationCards.programmeId),
      ),
    )
    .leftJoin(
      contactChoices,
      and(eq(contactChoices.partnerId, accounts.partnerId), eq(contactChoices.accountId, accounts.id)),
    )
    .where(
      and(
        eq(applications.partnerId, partnerId),
        'ids' in which ? inArray(applications.id, which.ids) : eq(applications.number, which.number),
      ),
    )
  return rows.map(({ applicationId, number, email, locale, emailVerifiedAt, wantsNews, ...about }) => ({
    applicationId,
    number,
    email,
    locale,
    isEmailVerified: emailVerifiedAt !== null,
    wantsNews,
    values: {
      applicant_name: about.fullName,
      application_number: number,
      intake: about.intakeName[locale],
      first_choice: about.programme?.[locale] ?? '',
      next_step: translatorFor(locale, 'outreach')(`next_step.${about.step}`),
      closing_date: instantIn(locale, new Date(about.closesAt)),
      fee: about.paise > 0 ? formatPaise(about.paise) : '',
      partner: about.partner.name[locale],
      support_email: about.partner.supportEmail,
      link: partnerAddress(about.partner, `/applications/${number}`),
    },
  }))
}

/** Somebody who does not exist, for a preview before anybody has applied. */
export const sampleReader = (
  locale: Locale,
  partner: { name: Record<Locale, string>; supportEmail: string },
) =>
  ({
    applicant_name: locale === 'hi' ? 'आशा वर्मा' : 'Asha Verma',
    application_number: 'APP-27-7K3M9Q',
    intake: locale === 'hi' ? 'स्नातक प्रवेश 2027' : 'Undergraduate admission 2027',
    first_choice: locale === 'hi' ? 'बी.टेक कंप्यूटर विज्ञान' : 'B.Tech Computer Science',
    next_step: translatorFor(locale, 'outreach')('next_step.fee_due'),
    closing_date: locale === 'hi' ? '31 मार्च 2027' : formatInstant(new Date('2027-03-31T18:29:00Z')),
    fee: formatPaise(100_000),
    partner: partner.name[locale],
    support_email: partner.supportEmail,
    link: 'https://…/applications/APP-27-7K3M9Q',
  }) satisfies MergeValues
