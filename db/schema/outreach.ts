import { sql } from 'drizzle-orm'
import {
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { standings } from '../../lib/domain/journeys/standing'
import { messagePurposes } from '../../lib/domain/outreach/consent'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { applications } from './applications'
import { type Localised, intakes, partners } from './partners'

export const templateVersionStates = ['draft', 'published'] as const

/** A letter that staff write to applicants, by name; what is sent is its newest published version. */
export const messageTemplates = pgTable(
  'message_templates',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    name: text('name').notNull(),
    purpose: text('purpose', { enum: messagePurposes }).notNull(),
    retiredAt: instant('retired_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('message_templates_name').on(t.partnerId, t.name),
    oneOf('message_templates_purpose', t.purpose, messagePurposes),
  ],
)

/** One version of a template. A published version never changes: letters remember which one they were. */
export const templateVersions = pgTable(
  'template_versions',
  {
    partnerId: partnerId(),
    id: rowId(),
    templateId: uuid('template_id').notNull(),
    version: integer('version').notNull(),
    state: text('state', { enum: templateVersionStates }).notNull(),
    subject: jsonb('subject').$type<Localised>().notNull(),
    body: jsonb('body').$type<Localised>().notNull(),
    createdBy: uuid('created_by'),
    publishedAt: instant('published_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('template_versions_number').on(t.partnerId, t.templateId, t.version),
    uniqueIndex('template_versions_one_draft')
      .on(t.partnerId, t.templateId)
      .where(sql`${t.state} = 'draft'`),
    foreignKey({
      columns: [t.partnerId, t.templateId],
      foreignColumns: [messageTemplates.partnerId, messageTemplates.id],
    }),
    oneOf('template_versions_state', t.state, templateVersionStates),
  ],
)

/** A reminder that goes out by itself: to whom, after how long a silence, and how often at most. */
export const reminderRules = pgTable(
  'reminder_rules',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    name: text('name').notNull(),
    /** Where the application stands. */
    step: text('step', { enum: standings }).notNull(),
    /** Null: every intake. */
    intakeId: uuid('intake_id'),
    templateId: uuid('template_id').notNull(),
    /** Hours in which nothing happened. */
    afterHours: integer('after_hours').notNull(),
    mostTimes: integer('most_times').notNull(),
    isOn: boolean('is_on').notNull().default(false),
    /** Silences that began before then have been looked at. */
    sweptUntil: instant('swept_until').notNull(),
    createdBy: uuid('created_by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('reminder_rules_name').on(t.partnerId, t.name),
    index('reminder_rules_on')
      .on(t.partnerId, t.id)
      .where(sql`${t.isOn}`),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({
      columns: [t.partnerId, t.templateId],
      foreignColumns: [messageTemplates.partnerId, messageTemplates.id],
    }),
    foreignKey({ columns: [t.partnerId, t.createdBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    oneOf('reminder_rules_step', t.step, standings),
    holds('reminder_rules_after', sql`${t.afterHours} between 1 and 2160`),
    holds('reminder_rules_most', sql`${t.mostTimes} between 1 and 10`),
  ],
)

/** One reminder that was sent: the n-th of one rule to one application. */
export const reminders = pgTable(
  'reminders',
  {
    partnerId: partnerId(),
    ruleId: uuid('rule_id').notNull(),
    applicationId: uuid('application_id').notNull(),
    ordinal: integer('ordinal').notNull(),
    sentAt: instant('sent_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.ruleId, t.applicationId, t.ordinal] }),
    foreignKey({
      columns: [t.partnerId, t.ruleId],
      foreignColumns: [reminderRules.partnerId, reminderRules.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    holds('reminders_ordinal', sql`${t.ordinal} > 0`),
  ],
)

/** Whether somebody wants news that their application does not need. Without a row they have not said: that is no. */
export const contactChoices = pgTable(
  'contact_choices',
  {
    partnerId: partnerId(),
    accountId: uuid('account_id').notNull(),
    wantsNews: boolean('wants_news').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.accountId] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
  ],
)
