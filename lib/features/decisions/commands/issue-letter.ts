import { randomBytes } from 'node:crypto'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { decisions, letterTemplates, letters } from '@/db/schema/decisions'
import { intakes, partners, programmes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import {
  type LetterContent,
  type LetterText,
  type MergeField,
  fillFields,
} from '@/lib/domain/decisions/letter'
import { formatPaise } from '@/lib/domain/shared/paise'
import { letterNumber } from '@/lib/domain/shared/reference-number'
import { feeInSql, ofVersion } from '@/lib/features/partners/queries/terms'
import type { Ctx } from '@/lib/platform/context'
import { indiaDateIn, instantIn } from '@/lib/platform/i18n/formats'
import { translatorFor } from '@/lib/platform/i18n/translate'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { makeLetterJob } from '../schema'

/**
 * Writes the letter of one decision in the transaction that releases it: its number, its words and its one recipient come
 * from the decision's own row. The file is made afterwards, always from these words.
 */
export async function issueLetter(
  tx: Tx,
  ctx: Ctx,
  { decisionId, respondBy, templateId }: { decisionId: string; respondBy: Date; templateId: string },
): Promise<string> {
  const { partnerId } = ctx.actor
  const facts = await letterFacts(tx, partnerId, decisionId, templateId)
  const number = letterNumber(facts.sessionYear, randomBytes(8))
  const content = contentOf(facts, { number, respondBy, now: ctx.now })
  const [letter] = await tx
    .insert(letters)
    .values({
      partnerId,
      decisionId,
      applicationId: facts.applicationId,
      number,
      templateId,
      locale: facts.locale,
      content,
      issuedAt: ctx.now,
    })
    .returning({ id: letters.id })
  if (!letter) throw new Error('a letter was not kept')
  await enqueue(tx, makeLetterJob, { partnerId, letterId: letter.id })
  return letter.id
}

async function letterFacts(tx: Tx, partnerId: string, decisionId: string, templateId: string) {
  const [row] = await tx
    .select({
      applicationId: applications.id,
      applicationNumber: applications.number,
      name: accounts.fullName,
      locale: accounts.locale,
      programme: programmes.name,
      intake: intakes.name,
      sessionYear: intakes.sessionYear,
      // What was asked of this applicant: by the terms they stay on, and nothing once it was waived.
      feePaise: sql<number>`case when ${applications.feeWaivedAt} is null then ${feeInSql} else 0 end`,
      category: decisions.category,
      // The place in line, counted at this moment: ranks may have gaps.
      place: sql<number>`(select count(*)::int + 1 from decisions d where d.partner_id = ${decisions.partnerId}
        and d.intake_id = ${decisions.intakeId} and d.programme_id = ${decisions.programmeId}
        and d.category = ${decisions.category} and d.kind = 'waitlist' and d.ended_at is null and d.state = 'released'
        and (d.waitlist_rank, d.proposed_at, d.id) < (${decisions.waitlistRank}, ${decisions.proposedAt}, ${decisions.id}))`,
      partner: partners.name,
      brand: partners.brand,
      template: letterTemplates.content,
    })
    .from(decisions)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, decisions.partnerId), eq(applications.id, decisions.applicationId)),
    )
    .innerJoin(accounts, and(eq(accounts.partnerId, partnerId), eq(accounts.id, applications.applicantId)))
    .innerJoin(intakes, and(eq(intakes.partnerId, partnerId), eq(intakes.id, decisions.intakeId)))
    .innerJoin(partners, eq(partners.id, partnerId))
    .innerJoin(
      letterTemplates,
      and(eq(letterTemplates.partnerId, partnerId), eq(letterTemplates.id, templateId)),
    )
    .leftJoin(intakeVersions, ofVersion)
    .leftJoin(programmes, and(eq(programmes.partnerId, partnerId), eq(programmes.id, decisions.programmeId)))
    .where(and(eq(decisions.partnerId, partnerId), eq(decisions.id, decisionId), isNull(decisions.endedAt)))
  if (!row) throw new Error('a letter needs its decision, its recipient and its template')
  return row
}

export type LetterFacts = Omit<
  Awaited<ReturnType<typeof letterFacts>>,
  'applicationId' | 'locale' | 'sessionYear'
>

/** Every field filled, in both languages. */
export function contentOf(
  facts: LetterFacts,
  { number, respondBy, now }: { number: string; respondBy: Date; now: Date },
): LetterContent {
  const inLanguage = (locale: 'en' | 'hi'): LetterText => {
    const values: Record<MergeField, string> = {
      applicant_name: facts.name,
      application_number: facts.applicationNumber,
      programme: facts.programme?.[locale] ?? '–',
      intake: facts.intake[locale],
      category: facts.category ? translatorFor(locale, 'decisions')(`categories.${facts.category}`) : '–',
      decision_date: indiaDateIn(locale, now),
      respond_by: instantIn(locale, respondBy),
      waitlist_rank: String(facts.place),
      application_fee: formatPaise(facts.feePaise ?? 0),
      letter_number: number,
      partner: facts.partner[locale],
    }
    const { subject, body, signatory, designation } = facts.template[locale]
    return {
      subject: fillFields(subject, values),
      body: fillFields(body, values),
      signatory: fillFields(signatory, values),
      designation: fillFields(designation, values),
    }
  }
  return {
    number,
    partner: facts.partner,
    brand: facts.brand,
    issued: { en: indiaDateIn('en', now), hi: indiaDateIn('hi', now) },
    recipient: { name: facts.name, applicationNumber: facts.applicationNumber },
    en: inLanguage('en'),
    hi: inLanguage('hi'),
  }
}
