import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { exportStates, importRowStates, importStates } from '../../lib/domain/transfer/transfer'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts, localeCodes } from './accounts'
import { applications } from './applications'

/** One CSV that left the portal: who took what, how much of it, and the fingerprint of the bytes. */
export const exportRuns = pgTable(
  'export_runs',
  {
    partnerId: partnerId(),
    id: rowId(),
    createdBy: uuid('created_by').notNull(),
    /** The list's filter as it stands behind the `?` of its address; empty for all applications. */
    query: text('query').notNull(),
    columns: text('columns').array().notNull(),
    locale: text('locale', { enum: localeCodes }).notNull(),
    state: text('state', { enum: exportStates }).notNull().default('running'),
    rows: integer('rows').notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    sha256: text('sha256'),
    startedAt: instant('started_at').notNull(),
    /** When it was last known to run; one that is silent for long was broken off. */
    seenAt: instant('seen_at').notNull(),
    endedAt: instant('ended_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.createdBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('export_runs_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('export_runs_running')
      .on(t.seenAt)
      .where(sql`${t.state} = 'running'`),
    oneOf('export_runs_state', t.state, exportStates),
    oneOf('export_runs_locale', t.locale, localeCodes),
  ],
)

/** One CSV of applicants that staff brought in, with how its columns are read. */
export const importRuns = pgTable(
  'import_runs',
  {
    partnerId: partnerId(),
    id: rowId(),
    createdBy: uuid('created_by').notNull(),
    fileName: text('file_name').notNull(),
    sha256: text('sha256').notNull(),
    bytes: integer('bytes').notNull(),
    encoding: text('encoding').notNull(),
    delimiter: text('delimiter').notNull(),
    /** The file's own column names, in order. */
    header: text('header').array().notNull(),
    /** Which column each field is read from, by its place in the header. */
    mapping: jsonb('mapping').$type<Record<string, number>>().notNull(),
    /** The intake of rows that name none. */
    intakeCode: text('intake_code'),
    state: text('state', { enum: importStates }).notNull().default('mapping'),
    total: integer('total').notNull(),
    /** Rows by what was found and what became of them, kept together with the rows. */
    ready: integer('ready').notNull().default(0),
    wrong: integer('wrong').notNull().default(0),
    already: integer('already').notNull().default(0),
    created: integer('created').notNull().default(0),
    /** Imported people get a letter that invites them to choose a password. */
    sendsInvitations: boolean('sends_invitations').notNull().default(true),
    confirmedAt: instant('confirmed_at'),
    stoppedBy: uuid('stopped_by'),
    endedAt: instant('ended_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.createdBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.stoppedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('import_runs_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('import_runs_by_file').on(t.partnerId, t.sha256),
    index('import_runs_under_way')
      .on(t.createdAt)
      .where(sql`${t.state} in ('checking', 'running')`),
    oneOf('import_runs_state', t.state, importStates),
  ],
)

/** One row of an import's file as it stood there, what is wrong with it and whom it became. */
export const importRows = pgTable(
  'import_rows',
  {
    partnerId: partnerId(),
    importId: uuid('import_id').notNull(),
    /** Place in the file as a spreadsheet counts it: the header is 1. */
    line: integer('line').notNull(),
    cells: text('cells').array().notNull(),
    state: text('state', { enum: importRowStates }).notNull().default('unread'),
    /** Field and message key of everything that is wrong. */
    problems: jsonb('problems')
      .$type<{ field: string; code: string; value?: string }[]>()
      .notNull()
      .default([]),
    /** Hash of the person and the intake, so that the same row is never imported twice. */
    fingerprint: text('fingerprint'),
    accountId: uuid('account_id'),
    applicationId: uuid('application_id'),
    /** The account was there before; only the application is new. */
    hadAccount: boolean('had_account').notNull().default(false),
    leaseUntil: instant('lease_until'),
    settledAt: instant('settled_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.importId, t.line] }),
    foreignKey({ columns: [t.partnerId, t.importId], foreignColumns: [importRuns.partnerId, importRuns.id] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    index('import_rows_by_state').on(t.partnerId, t.importId, t.state, t.line),
    index('import_rows_by_fingerprint').on(t.partnerId, t.importId, t.fingerprint, t.line),
    uniqueIndex('import_rows_created_once')
      .on(t.partnerId, t.fingerprint)
      .where(sql`${t.state} = 'created'`),
    oneOf('import_rows_state', t.state, importRowStates),
    holds('import_rows_line', sql`${t.line} > 1`),
  ],
)
