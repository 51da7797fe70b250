import { and, desc, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { messages } from '@/db/schema/messages'
import { partners } from '@/db/schema/partners'
import type { Staff } from '@/lib/platform/auth/actors'

export type SentMailRow = {
  id: string
  template: string
  to: string
  subject: string
  locale: 'en' | 'hi'
  applicationId: string | null
  state: 'queued' | 'sent' | 'failed'
  tries: number
  lastError: string | null
  createdAt: Date
  sentAt: Date | null
}

/** Where the next page begins: the last row of this one. */
export type MailCursor = { createdAt: Date; id: string }

const row = {
  id: messages.id,
  template: messages.template,
  to: messages.toEmail,
  subject: messages.subject,
  locale: messages.locale,
  applicationId: messages.applicationId,
  state: messages.state,
  tries: messages.tries,
  lastError: messages.lastError,
  createdAt: messages.createdAt,
  sentAt: messages.sentAt,
}

/** The partner's outgoing mail, newest first; `next` is null on the last page. */
export async function listSentMail(
  staff: Staff<'mail.read'>,
  page: { after?: MailCursor | null; state?: SentMailRow['state']; size?: number } = {},
): Promise<{ rows: SentMailRow[]; next: MailCursor | null }> {
  const size = page.size ?? 50
  const found = await database()
    .select(row)
    .from(messages)
    .where(
      and(
        eq(messages.partnerId, staff.partnerId),
        page.state ? eq(messages.state, page.state) : undefined,
        page.after
          ? sql`(${messages.createdAt}, ${messages.id}) < (${page.after.createdAt.toISOString()}::timestamptz, ${page.after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(size + 1)
  const rows = found.slice(0, size)
  const last = rows.at(-1)
  return { rows, next: found.length > size && last ? { createdAt: last.createdAt, id: last.id } : null }
}

/** One message of the partner; `body` is null outside a sandbox, where letters are their receivers' alone. */
export async function findMessage(
  staff: Staff<'mail.read'>,
  id: string,
): Promise<(SentMailRow & { body: string | null }) | null> {
  const [found] = await database()
    .select({ ...row, body: messages.body, isSandbox: partners.isSandbox })
    .from(messages)
    .innerJoin(partners, eq(partners.id, messages.partnerId))
    .where(and(eq(messages.partnerId, staff.partnerId), eq(messages.id, id)))
  if (!found) return null
  const { isSandbox, body, ...message } = found
  return { ...message, body: isSandbox ? body : null }
}
