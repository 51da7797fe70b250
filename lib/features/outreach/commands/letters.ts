import { and, desc, eq, isNull } from 'drizzle-orm'
import { type Db, type Tx, database } from '@/db/client'
import { messageTemplates, templateVersions } from '@/db/schema/outreach'
import { type MessagePurpose, whyNotWritten } from '@/lib/domain/outreach/consent'
import { merged } from '@/lib/domain/outreach/merge'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeOwnLetter } from '@/lib/features/messages/commands'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type Reader, listReaders } from '../queries/readers'
import type { SendLetterInput } from '../schema'

/** A template as it is sent: its newest published version. */
export type PublishedTemplate = typeof templateVersions.$inferSelect & {
  name: string
  purpose: MessagePurpose
}

/** The version of a template that is sent; null when it has none, is retired or is another partner's. */
export async function findPublished(
  partnerId: string,
  templateId: string,
  db: Db | Tx = database(),
): Promise<PublishedTemplate | null> {
  const [row] = await db
    .select({ version: templateVersions, name: messageTemplates.name, purpose: messageTemplates.purpose })
    .from(templateVersions)
    .innerJoin(
      messageTemplates,
      and(
        eq(messageTemplates.partnerId, templateVersions.partnerId),
        eq(messageTemplates.id, templateVersions.templateId),
      ),
    )
    .where(
      and(
        eq(templateVersions.partnerId, partnerId),
        eq(templateVersions.templateId, templateId),
        eq(templateVersions.state, 'published'),
        isNull(messageTemplates.retiredAt),
      ),
    )
    .orderBy(desc(templateVersions.version))
    .limit(1)
  return row ? { ...row.version, name: row.name, purpose: row.purpose } : null
}

/** Whether this reader may be sent this template, as every way of sending it asks. */
export function mayBeWritten({ purpose }: Pick<PublishedTemplate, 'purpose'>, reader: Reader): Result<void> {
  const why = whyNotWritten(purpose, reader)
  return why ? refuse(why) : ok()
}

export type FilledLetter = { subject: string; body: string; locale: 'en' | 'hi' }

/** The letter as this reader would get it, in their language. */
export const fillFor = (template: PublishedTemplate, { locale, values }: Reader): FilledLetter => ({
  locale,
  subject: merged(template.subject[locale], values),
  body: merged(template.body[locale], values),
})

/**
 * Writes a template to one applicant, once for each `once`. Refuses `template_unpublished`, `not_found`, `email_unverified`,
 * `news_not_wanted`. `already`: this very letter was written before.
 */
export const writeToApplicant = (
  ctx: Ctx<Staff<'messages.send'> | System>,
  { applicationId, templateId, once }: { applicationId: string; templateId: string; once: string },
): Promise<Result<'done' | 'already'>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const template = await findPublished(partnerId, templateId, tx)
    if (!template) return refuse('template_unpublished', { waitsFor: 'staff' })
    const [reader] = await listReaders(partnerId, { ids: [applicationId] }, tx)
    if (!reader) return refuse('not_found')
    const allowed = mayBeWritten(template, reader)
    if (!allowed.ok) return allowed
    return ok((await writeLetter(tx, ctx, template, reader, once)) ? 'done' : 'already')
  })

/** Writes the letter and its event inside the caller's transaction; false when it was written before. */
export async function writeLetter(
  tx: Tx,
  ctx: Ctx<Staff<'messages.send'> | System>,
  template: PublishedTemplate,
  reader: Reader,
  once: string,
): Promise<boolean> {
  const messageId = await writeOwnLetter(tx, ctx, {
    ...fillFor(template, reader),
    to: reader.email,
    applicationId: reader.applicationId,
    templateVersionId: template.id,
    sentBy: ctx.actor.kind === 'staff' ? ctx.actor.accountId : null,
    dedupeKey: `own_letter:${once}:${reader.applicationId}`,
  })
  if (!messageId) return false
  await recordEvent(tx, ctx, ctx.actor.kind === 'staff' ? 'message.written' : 'message.reminded', {
    applicationId: reader.applicationId,
    detail: { template: template.name, version: template.version, messageId },
  })
  return true
}

/** One letter to one applicant from their record: shown first, then sent by a second press. */
export async function sendLetter(
  ctx: Ctx<Staff<'messages.send'>>,
  { number, templateId, doing, once }: SendLetterInput,
): Promise<Result<{ did: 'previewed' | 'sent'; letter: FilledLetter; templateId: string }>> {
  const { partnerId } = ctx.actor
  const template = await findPublished(partnerId, templateId)
  if (!template) return refuse('template_unpublished', { waitsFor: 'staff' })
  const [reader] = await listReaders(partnerId, { number })
  if (!reader) return refuse('not_found')
  const allowed = mayBeWritten(template, reader)
  if (!allowed.ok) return allowed
  const letter = fillFor(template, reader)
  if (doing === 'preview') return ok({ did: 'previewed', letter, templateId })
  const written = await writeToApplicant(ctx, { applicationId: reader.applicationId, templateId, once })
  return written.ok ? ok({ did: 'sent', letter, templateId }) : written
}
