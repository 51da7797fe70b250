import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, lowerText, oneOf, partnerId, rowId } from '../columns'
import { localeCodes } from './accounts'

export const messageStates = ['queued', 'sent', 'failed'] as const

/** One e-mail: written in the transaction that causes it, sent by the worker. */
export const messages = pgTable(
  'messages',
  {
    partnerId: partnerId(),
    id: rowId(),
    /** The same cause never writes twice: e.g. `fee_settled:<application>`. */
    dedupeKey: text('dedupe_key').notNull(),
    template: text('template').notNull(),
    locale: text('locale', { enum: localeCodes }).notNull(),
    toEmail: lowerText('to_email').notNull(),
    subject: text('subject').notNull(),
    /** Plain text; in a sandbox staff can read it on the Sent mail page. */
    body: text('body').notNull(),
    applicationId: uuid('application_id'),
    /** Written by staff or a reminder: the version of their template, and who sent it. */
    templateVersionId: uuid('template_version_id'),
    sentBy: uuid('sent_by'),
    state: text('state', { enum: messageStates }).notNull().default('queued'),
    tries: integer('tries').notNull().default(0),
    lastError: text('last_error'),
    createdAt: createdAt(),
    sentAt: instant('sent_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('messages_dedupe').on(t.partnerId, t.dedupeKey),
    index('messages_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('messages_by_application').on(t.partnerId, t.applicationId, t.createdAt.desc()),
    index('messages_queued')
      .on(t.createdAt)
      .where(sql`${t.state} = 'queued'`),
    oneOf('messages_state', t.state, messageStates),
    oneOf('messages_locale', t.locale, localeCodes),
  ],
)
