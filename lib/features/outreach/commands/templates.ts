import { and, desc, eq, isNull, max } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { messageTemplates, reminderRules, templateVersions } from '@/db/schema/outreach'
import { partners } from '@/db/schema/partners'
import { merged } from '@/lib/domain/outreach/merge'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { locales } from '@/lib/platform/i18n/locales'
import { listReaders, sampleReader } from '../queries/readers'
import type { EditTemplateInput, NewTemplateInput, TemplateInput } from '../schema'
import type { FilledLetter } from './letters'

type Author = Ctx<Staff<'templates.manage'>>

/** Begins a template; its text is written next. Refuses `template_name_taken`. */
export const addTemplate = (ctx: Author, input: NewTemplateInput): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [made] = await tx
      .insert(messageTemplates)
      .values({ partnerId, ...input, createdAt: ctx.now })
      .onConflictDoNothing({ target: [messageTemplates.partnerId, messageTemplates.name] })
      .returning({ id: messageTemplates.id })
    if (!made) return refuse('template_name_taken', { waitsFor: 'staff' })
    await recordEvent(tx, ctx, 'template.added', { detail: { template: input.name } })
    return ok(made)
  })

/** The editor after a press: what was written, and with Preview both letters as a reader would get them. */
export type TemplateEdited = {
  did: 'saved' | 'previewed' | 'published'
  version: number
  preview: FilledLetter[] | null
  sample: string
}

/**
 * Keeps the text as the draft of the next version; Publish makes it the one that is sent. Letters sent before keep theirs.
 * Refuses `not_found`, also for a preview with an application that is not the partner's.
 */
export async function editTemplate(ctx: Author, input: EditTemplateInput): Promise<Result<TemplateEdited>> {
  const saved = await saveTemplate(ctx, input)
  if (!saved.ok) return saved
  const { version } = saved.value
  if (input.doing === 'save') return ok({ did: 'saved', version, preview: null, sample: input.sample })
  if (input.doing === 'publish') return ok({ did: 'published', version, preview: null, sample: '' })
  const preview = await previewOf(ctx, input)
  return preview ? ok({ did: 'previewed', version, preview, sample: input.sample }) : refuse('not_found')
}

const saveTemplate = (ctx: Author, input: EditTemplateInput): Promise<Result<{ version: number }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const template = await lockTemplate(tx, ctx, input.templateId)
    if (!template || template.retiredAt) return refuse('not_found')
    const isPublished = input.doing === 'publish'
    const text = {
      subject: { en: input.subjectEn, hi: input.subjectHi },
      body: { en: input.bodyEn, hi: input.bodyHi },
      createdBy: accountId,
      state: isPublished ? ('published' as const) : ('draft' as const),
      publishedAt: isPublished ? ctx.now : null,
    }
    const draft = await findDraft(tx, ctx, template.id)
    const version = draft?.version ?? (await nextVersion(tx, ctx, template.id))
    if (draft)
      await tx
        .update(templateVersions)
        .set(text)
        .where(and(eq(templateVersions.partnerId, partnerId), eq(templateVersions.id, draft.id)))
    else
      await tx
        .insert(templateVersions)
        .values({ partnerId, templateId: template.id, version, ...text, createdAt: ctx.now })
    await recordEvent(tx, ctx, isPublished ? 'template.published' : 'template.saved', {
      detail: { template: template.name, version },
    })
    return ok({ version })
  })

/** Takes a template out of use; what was sent keeps its text. Refuses `template_in_use` while a reminder sends it. */
export const retireTemplate = (ctx: Author, { templateId }: TemplateInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const template = await lockTemplate(tx, ctx, templateId)
    if (!template) return refuse('not_found')
    if (template.retiredAt) return ok()
    const { partnerId } = ctx.actor
    const [rule] = await tx
      .select({ name: reminderRules.name })
      .from(reminderRules)
      .where(
        and(
          eq(reminderRules.partnerId, partnerId),
          eq(reminderRules.templateId, templateId),
          eq(reminderRules.isOn, true),
        ),
      )
    if (rule) return refuse('template_in_use', { waitsFor: 'staff', params: { rule: rule.name } })
    await tx
      .update(messageTemplates)
      .set({ retiredAt: ctx.now })
      .where(and(eq(messageTemplates.partnerId, partnerId), eq(messageTemplates.id, templateId)))
    await recordEvent(tx, ctx, 'template.retired', { detail: { template: template.name } })
    return ok()
  })

/** Both letters: filled for the applicant whose number was typed, else for somebody who does not exist. */
async function previewOf(ctx: Author, input: EditTemplateInput): Promise<FilledLetter[] | null> {
  const { partnerId } = ctx.actor
  const [partner] = await database().select().from(partners).where(eq(partners.id, partnerId))
  if (!partner) return null
  const number = input.sample.trim().toUpperCase()
  const [reader] = number ? await listReaders(partnerId, { number }) : []
  if (number && !reader) return null
  return locales.map((locale) => {
    const values = reader?.values ?? sampleReader(locale, partner)
    const [subject, body] =
      locale === 'en' ? [input.subjectEn, input.bodyEn] : [input.subjectHi, input.bodyHi]
    return { locale, subject: merged(subject, values), body: merged(body, values) }
  })
}

async function lockTemplate(tx: Tx, ctx: Author, id: string) {
  const [row] = await tx
    .select()
    .from(messageTemplates)
    .where(and(eq(messageTemplates.partnerId, ctx.actor.partnerId), eq(messageTemplates.id, id)))
    .for('update')
  return row
}

async function findDraft(tx: Tx, ctx: Author, templateId: string) {
  const [row] = await tx
    .select()
    .from(templateVersions)
    .where(
      and(
        eq(templateVersions.partnerId, ctx.actor.partnerId),
        eq(templateVersions.templateId, templateId),
        eq(templateVersions.state, 'draft'),
      ),
    )
    .orderBy(desc(templateVersions.version))
  return row
}

async function nextVersion(tx: Tx, ctx: Author, templateId: string): Promise<number> {
  const [row] = await tx
    .select({ last: max(templateVersions.version) })
    .from(templateVersions)
    .where(
      and(eq(templateVersions.partnerId, ctx.actor.partnerId), eq(templateVersions.templateId, templateId)),
    )
  return (row?.last ?? 0) + 1
}

/** The templates that can be sent now, by name, for whoever chooses one. */
export const listSendable = (partnerId: string) =>
  database()
    .selectDistinct({
      id: messageTemplates.id,
      name: messageTemplates.name,
      purpose: messageTemplates.purpose,
    })
    .from(messageTemplates)
    .innerJoin(
      templateVersions,
      and(
        eq(templateVersions.partnerId, messageTemplates.partnerId),
        eq(templateVersions.templateId, messageTemplates.id),
        eq(templateVersions.state, 'published'),
      ),
    )
    .where(and(eq(messageTemplates.partnerId, partnerId), isNull(messageTemplates.retiredAt)))
    .orderBy(messageTemplates.name)
