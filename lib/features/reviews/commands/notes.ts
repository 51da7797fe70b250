import { and, eq, isNull, ne } from 'drizzle-orm'
import { applications } from '@/db/schema/applications'
import { accounts, staff } from '@/db/schema/accounts'
import { noteMentions, notes } from '@/db/schema/reviews'
import { mentionsIn } from '@/lib/domain/reviews/mentions'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { NoteInput, ReadMentionInput } from '../schema'

/** Writes a note for colleagues; whoever is named in it as `@Full Name` finds it among their mentions. */
export const writeNote = (
  ctx: Ctx<Staff<'applications.read'>>,
  { number, body }: NoteInput,
): Promise<Result<{ noteId: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const [application] = await tx
      .select({ id: applications.id })
      .from(applications)
      .where(and(eq(applications.partnerId, partnerId), eq(applications.number, number)))
    if (!application) return refuse('not_found')
    const [note] = await tx
      .insert(notes)
      .values({ partnerId, applicationId: application.id, authorId: accountId, body, at: ctx.now })
      .returning({ id: notes.id })
    if (!note) throw new Error('a note was not kept')
    const colleagues = await tx
      .select({ id: accounts.id, fullName: accounts.fullName })
      .from(staff)
      .innerJoin(accounts, and(eq(accounts.partnerId, staff.partnerId), eq(accounts.id, staff.accountId)))
      .where(and(eq(staff.partnerId, partnerId), isNull(staff.deactivatedAt), ne(accounts.id, accountId)))
    const named = mentionsIn(body, colleagues)
    if (named.length > 0)
      await tx
        .insert(noteMentions)
        .values(named.map((staffId) => ({ partnerId, noteId: note.id, staffId, at: ctx.now })))
    await recordEvent(tx, ctx, 'note.added', {
      applicationId: application.id,
      detail: { noteId: note.id, mentions: named.length },
    })
    return ok({ noteId: note.id })
  })

/** Whoever was named has read the note. Read twice it was read once; nobody reads for somebody else. */
export const readMention = (
  ctx: Ctx<Staff<'applications.read'>>,
  { noteId }: ReadMentionInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const own = and(
      eq(noteMentions.partnerId, partnerId),
      eq(noteMentions.noteId, noteId),
      eq(noteMentions.staffId, accountId),
    )
    const [found] = await tx.select({ readAt: noteMentions.readAt }).from(noteMentions).where(own)
    if (!found) return refuse('not_found')
    if (!found.readAt) await tx.update(noteMentions).set({ readAt: ctx.now }).where(own)
    return ok()
  })
