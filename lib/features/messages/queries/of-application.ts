import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { messages } from '@/db/schema/messages'
import type { Staff } from '@/lib/platform/auth/actors'

export type MailOfApplication = Pick<
  typeof messages.$inferSelect,
  'id' | 'template' | 'toEmail' | 'subject' | 'state' | 'createdAt' | 'sentAt'
>

/** The letters written about one application of the partner, newest first; at most a hundred. */
export const listMailOf = (staff: Staff<'mail.read'>, applicationId: string): Promise<MailOfApplication[]> =>
  database()
    .select({
      id: messages.id,
      template: messages.template,
      toEmail: messages.toEmail,
      subject: messages.subject,
      state: messages.state,
      createdAt: messages.createdAt,
      sentAt: messages.sentAt,
    })
    .from(messages)
    .where(and(eq(messages.partnerId, staff.partnerId), eq(messages.applicationId, applicationId)))
    .orderBy(desc(messages.createdAt), desc(messages.id))
    .limit(100)
