import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import {
  contactChoices,
  messageTemplates,
  reminderRules,
  reminders,
  templateVersions,
} from '@/db/schema/outreach'
import { type Localised, intakes } from '@/db/schema/partners'
import type { MessagePurpose } from '@/lib/domain/outreach/consent'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'

export type TemplateRow = {
  id: string
  name: string
  purpose: MessagePurpose
  retiredAt: Date | null
  /** Number of the version that is sent; null before the first is published. */
  published: number | null
  hasDraft: boolean
}

/** The partner's templates by name, those out of use last. */
export const listTemplates = (staff: Staff<'messages.send'>): Promise<TemplateRow[]> =>
  database()
    .select({
      id: messageTemplates.id,
      name: messageTemplates.name,
      purpose: messageTemplates.purpose,
      retiredAt: messageTemplates.retiredAt,
      published: sql<
        number | null
      >`max(${templateVersions.version}) filter (where ${templateVersions.state} = 'published')`,
      hasDraft: sql<boolean>`coalesce(bool_or(${templateVersions.state} = 'draft'), false)`,
    })
    .from(messageTemplates)
    .leftJoin(
      templateVersions,
      and(
        eq(templateVersions.partnerId, messageTemplates.partnerId),
        eq(templateVersions.templateId, messageTemplates.id),
      ),
    )
    .where(eq(messageTemplates.partnerId, staff.partnerId))
    .groupBy(messageTemplates.partnerId, messageTemplates.id)
    .orderBy(sql`${messageTemplates.retiredAt} is not null`, asc(messageTemplates.name))

export type TemplatePage = {
  id: string
  name: string
  purpose: MessagePurpose
  retiredAt: Date | null
  /** What the editor shows: the draft, else what is sent, else nothing. */
  text: { subject: Localised; body: Localised }
  versions: { version: number; state: 'draft' | 'published'; publishedAt: Date | null }[]
}

/** One template with its versions; null when it is not the partner's. */
export async function findTemplate(
  staff: Staff<'templates.manage'>,
  id: string,
): Promise<TemplatePage | null> {
  const rows = await database()
    .select({ template: messageTemplates, version: templateVersions })
    .from(messageTemplates)
    .leftJoin(
      templateVersions,
      and(
        eq(templateVersions.partnerId, messageTemplates.partnerId),
        eq(templateVersions.templateId, messageTemplates.id),
      ),
    )
    .where(and(eq(messageTemplates.partnerId, staff.partnerId), eq(messageTemplates.id, id)))
    .orderBy(desc(templateVersions.version))
  const [newest] = rows
  if (!newest) return null
  const { name, purpose, retiredAt } = newest.template
  const nothing = { en: '', hi: '' }
  return {
    id,
    name,
    purpose,
    retiredAt,
    text: { subject: newest.version?.subject ?? nothing, body: newest.version?.body ?? nothing },
    versions: rows.flatMap(({ version }) =>
      version ? [{ version: version.version, state: version.state, publishedAt: version.publishedAt }] : [],
    ),
  }
}

export type ReminderRow = typeof reminderRules.$inferSelect & {
  templateName: string
  intakeName: Localised | null
  /** Letters it has written so far. */
  sent: number
}

/** The partner's reminder rules by name, with how many letters each has written. */
export const listReminderRules = async (staff: Staff<'reminders.manage'>): Promise<ReminderRow[]> => {
  const rows = await database()
    .select({
      rule: reminderRules,
      templateName: messageTemplates.name,
      intakeName: intakes.name,
      sent: sql<number>`(select count(*)::int from ${reminders} where ${reminders.partnerId} = ${reminderRules.partnerId}
        and ${reminders.ruleId} = ${reminderRules.id})`,
    })
    .from(reminderRules)
    .innerJoin(
      messageTemplates,
      and(
        eq(messageTemplates.partnerId, reminderRules.partnerId),
        eq(messageTemplates.id, reminderRules.templateId),
      ),
    )
    .leftJoin(
      intakes,
      and(eq(intakes.partnerId, reminderRules.partnerId), eq(intakes.id, reminderRules.intakeId)),
    )
    .where(eq(reminderRules.partnerId, staff.partnerId))
    .orderBy(asc(reminderRules.name))
  return rows.map(({ rule, ...about }) => ({ ...rule, ...about }))
}

/** What the applicant has said about news; null when nothing yet. */
export async function findNewsChoice(applicant: Applicant): Promise<boolean | null> {
  const [row] = await database()
    .select({ wantsNews: contactChoices.wantsNews })
    .from(contactChoices)
    .where(
      and(
        eq(contactChoices.partnerId, applicant.partnerId),
        eq(contactChoices.accountId, applicant.accountId),
      ),
    )
  return row?.wantsNews ?? null
}

/** The partner's intakes for a choice, newest session first. */
export const listIntakesToRemind = (
  staff: Staff<'reminders.manage'>,
): Promise<{ id: string; name: Localised }[]> =>
  database()
    .select({ id: intakes.id, name: intakes.name })
    .from(intakes)
    .where(eq(intakes.partnerId, staff.partnerId))
    .orderBy(desc(intakes.sessionYear), asc(intakes.code))
