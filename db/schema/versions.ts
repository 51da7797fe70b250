import { sql } from 'drizzle-orm'
import {
  foreignKey,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { type IntakeTerms, type Reach, reaches, versionStates } from '../../lib/domain/partners/terms'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { intakes } from './partners'

/** One version of an intake's terms. A published one never changes: applicants in flight stay on theirs. */
export const intakeVersions = pgTable(
  'intake_versions',
  {
    partnerId: partnerId(),
    id: rowId(),
    intakeId: uuid('intake_id').notNull(),
    version: integer('version').notNull(),
    /** `retired`: a newer one was published; whoever began under this one is still on it. */
    state: text('state', { enum: versionStates }).notNull(),
    content: jsonb('content').$type<IntakeTerms>().notNull(),
    /** Counts the saves of a draft, so that two editors do not overwrite each other. */
    revision: integer('revision').notNull().default(1),
    /** What changed and why, in staff's words. */
    note: text('note').notNull().default(''),
    /** What of it also reaches those in flight. */
    reaches: text('reaches', { enum: reaches }).array().$type<Reach[]>().notNull().default([]),
    createdBy: uuid('created_by'),
    publishedBy: uuid('published_by'),
    publishedAt: instant('published_at'),
    retiredAt: instant('retired_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('intake_versions_number').on(t.partnerId, t.intakeId, t.version),
    uniqueIndex('intake_versions_one_draft')
      .on(t.partnerId, t.intakeId)
      .where(sql`${t.state} = 'draft'`),
    uniqueIndex('intake_versions_one_published')
      .on(t.partnerId, t.intakeId)
      .where(sql`${t.state} = 'published'`),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    oneOf('intake_versions_state', t.state, versionStates),
    holds('intake_versions_published_when', sql`(${t.state} = 'draft') = (${t.publishedAt} is null)`),
  ],
)
