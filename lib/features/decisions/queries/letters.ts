import { and, desc, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { letterTemplates, letters } from '@/db/schema/decisions'
import { partners } from '@/db/schema/partners'
import { type DecisionKind, decisionKinds } from '@/lib/domain/decisions/decision'
import type { LetterText } from '@/lib/domain/decisions/letter'
import { isRowId } from '@/lib/domain/shared/row-id'
import { translatorFor } from '@/lib/platform/i18n/translate'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'

type Words = { en: LetterText; hi: LetterText }
export type TemplateView = {
  kind: DecisionKind
  draft: Words | null
  published: (Words & { version: number; publishedAt: Date | null }) | null
}

/** The draft and the published words of each kind of letter. */
export async function listTemplates(staff: Pick<Staff, 'partnerId'>): Promise<TemplateView[]> {
  const rows = await database()
    .select()
    .from(letterTemplates)
    .where(eq(letterTemplates.partnerId, staff.partnerId))
    .orderBy(desc(letterTemplates.version))
  return decisionKinds.map((kind) => {
    const own = rows.filter((row) => row.kind === kind)
    const published = own.find(({ state }) => state === 'published')
    return {
      kind,
      draft: own.find(({ state }) => state === 'draft')?.content ?? null,
      published: published
        ? { ...published.content, version: published.version, publishedAt: published.publishedAt }
        : null,
    }
  })
}

/** What a letter of this kind would say to an invented applicant: the draft where there is one. Null when nothing is written. */
export async function sampleFacts(staff: Pick<Staff, 'partnerId'>, kind: DecisionKind) {
  const [[partner], templates] = await Promise.all([
    database().select().from(partners).where(eq(partners.id, staff.partnerId)),
    listTemplates(staff),
  ])
  const words = templates.find((one) => one.kind === kind)
  const template = words?.draft ?? words?.published
  if (!partner || !template) return null
  const both = (key: string) => ({
    en: translatorFor('en', 'letters')(`sample.${key}`),
    hi: translatorFor('hi', 'letters')(`sample.${key}`),
  })
  return {
    name: both('name').en,
    applicationNumber: 'APP-27-7K3M9Q',
    programme: both('programme'),
    intake: both('intake'),
    category: 'general' as const,
    feePaise: 100_000,
    place: 3,
    partner: partner.name,
    brand: partner.brand,
    template: { en: template.en, hi: template.hi },
  }
}

/** A letter as its file needs it, for staff of its partner; revoked ones too, since they are kept. Null when not theirs. */
export async function findLetter(staff: Staff<'decisions.read'>, id: string) {
  if (!isRowId(id)) return null
  const [row] = await database()
    .select()
    .from(letters)
    .where(and(eq(letters.partnerId, staff.partnerId), eq(letters.id, id)))
  return row ?? null
}

/** The letter that holds on one application of this applicant; null when there is none or it is not theirs. */
export async function findOwnLetter(applicant: Applicant, number: string) {
  const [row] = await database()
    .select({ letter: letters })
    .from(letters)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, letters.partnerId), eq(applications.id, letters.applicationId)),
    )
    .where(
      and(
        eq(letters.partnerId, applicant.partnerId),
        eq(applications.applicantId, applicant.accountId),
        eq(applications.number, number),
        isNull(letters.revokedAt),
        isNull(letters.replacedAt),
      ),
    )
  return row?.letter ?? null
}
