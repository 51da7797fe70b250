import { and, eq, sql } from 'drizzle-orm'
import { letterTemplates } from '@/db/schema/decisions'
import { type LetterText, unknownFields } from '@/lib/domain/decisions/letter'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { PublishTemplateInput, SaveTemplateInput } from '../schema'

/** Keeps the draft of one kind's letter; letters go on being made from the published version. Refuses `template_unknown_field`. */
export const saveLetterTemplate = (
  ctx: Ctx<Staff<'templates.manage'>>,
  { kind, content }: SaveTemplateInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const unknown = unknownIn(content)
    if (unknown)
      return refuse('template_unknown_field', {
        waitsFor: 'staff',
        params: { field: unknown.field },
        fields: { [unknown.control]: 'letter_field' },
      })
    const changed = await tx
      .update(letterTemplates)
      .set({ content, savedBy: accountId })
      .where(isDraft(partnerId, kind))
      .returning({ id: letterTemplates.id })
    if (changed.length === 0)
      await tx.insert(letterTemplates).values({
        partnerId,
        kind,
        state: 'draft',
        content,
        savedBy: accountId,
        createdAt: ctx.now,
        version: sql`(select coalesce(max(t.version), 0) + 1 from letter_templates t
          where t.partner_id = ${partnerId} and t.kind = ${kind})`,
      })
    await recordEvent(tx, ctx, 'letter_template.saved', { detail: { kind } })
    return ok()
  })

/** From now on letters of this kind are made from the draft. Earlier letters keep their words. Refuses `template_nothing_to_publish`. */
export const publishLetterTemplate = (
  ctx: Ctx<Staff<'templates.manage'>>,
  { kind }: PublishTemplateInput,
): Promise<Result<{ version: number }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const [published] = await tx
      .update(letterTemplates)
      .set({ state: 'published', publishedBy: accountId, publishedAt: ctx.now })
      .where(isDraft(partnerId, kind))
      .returning({ version: letterTemplates.version })
    if (!published) return refuse('template_nothing_to_publish', { waitsFor: 'staff' })
    await recordEvent(tx, ctx, 'letter_template.published', {
      detail: { kind, version: published.version },
    })
    return ok(published)
  })

const isDraft = (partnerId: string, kind: PublishTemplateInput['kind']) =>
  and(
    eq(letterTemplates.partnerId, partnerId),
    eq(letterTemplates.kind, kind),
    eq(letterTemplates.state, 'draft'),
  )

function unknownIn(content: { en: LetterText; hi: LetterText }): { field: string; control: string } | null {
  for (const locale of ['en', 'hi'] as const) {
    for (const [name, text] of Object.entries(content[locale])) {
      const [field] = unknownFields(text)
      if (field !== undefined) return { field, control: `${name}_${locale}` }
    }
  }
  return null
}
