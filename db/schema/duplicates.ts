import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { linkKinds, suspicionReasons, suspicionStates } from '../../lib/domain/applicants/duplicate'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts, applicants } from './accounts'
import { partners } from './partners'

/** By what an applicant is compared with others: derived from their account, written anew when that changes. */
export const applicantKeys = pgTable(
  'applicant_keys',
  {
    partnerId: partnerId(),
    accountId: uuid('account_id').notNull(),
    /** The address without dots and plus tags. */
    emailKey: text('email_key').notNull(),
    /** The words of the name, in Latin letters and in order of the alphabet. */
    nameKey: text('name_key').notNull(),
    /** The consonants of the name, as they sound: one for every usual spelling. */
    soundKey: text('sound_key').notNull(),
    mobile: text('mobile').notNull(),
    dateOfBirth: text('date_of_birth').notNull(),
    /** Hash of what the keys were made of: another one means they are stale. */
    madeOf: text('made_of').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.accountId] }),
    foreignKey({
      columns: [t.partnerId, t.accountId],
      foreignColumns: [applicants.partnerId, applicants.accountId],
    }),
    index('applicant_keys_by_email').on(t.partnerId, t.emailKey),
    index('applicant_keys_by_mobile').on(t.partnerId, t.mobile),
    index('applicant_keys_by_name').on(t.partnerId, t.nameKey, t.dateOfBirth),
    index('applicant_keys_by_sound').on(t.partnerId, t.soundKey, t.dateOfBirth),
  ],
)

/** Two accounts that may be one person, with the reasons; settled by a member of staff. */
export const duplicateSuspicions = pgTable(
  'duplicate_suspicions',
  {
    partnerId: partnerId(),
    id: rowId(),
    accountA: uuid('account_a').notNull(),
    accountB: uuid('account_b').notNull(),
    reasons: text('reasons', { enum: suspicionReasons }).array().notNull(),
    /** 0 to 100: how sure the reasons are together. */
    score: integer('score').notNull(),
    state: text('state', { enum: suspicionStates }).notNull().default('open'),
    settledBy: uuid('settled_by'),
    settledAt: instant('settled_at'),
    /** Why it was dismissed, in staff's words. */
    settledWhy: text('settled_why').notNull().default(''),
    foundAt: instant('found_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('duplicate_suspicions_pair').on(t.partnerId, t.accountA, t.accountB),
    foreignKey({ columns: [t.partnerId, t.accountA], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.accountB], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('duplicate_suspicions_by_state').on(t.partnerId, t.state, t.foundAt.desc(), t.id.desc()),
    index('duplicate_suspicions_by_b').on(t.partnerId, t.accountB),
    oneOf('duplicate_suspicions_state', t.state, suspicionStates),
    holds('duplicate_suspicions_pair_in_order', sql`${t.accountA} < ${t.accountB}`),
    holds('duplicate_suspicions_score', sql`${t.score} between 0 and 100`),
  ],
)

/** Two accounts were said to be one person, or no longer: append-only, the newest row of a pair holds. */
export const applicantLinks = pgTable(
  'applicant_links',
  {
    partnerId: partnerId(),
    id: rowId(),
    accountA: uuid('account_a').notNull(),
    accountB: uuid('account_b').notNull(),
    /** Counts the rows of the pair: 1 links, 2 unlinks, 3 links again. */
    turn: integer('turn').notNull(),
    kind: text('kind', { enum: linkKinds }).notNull(),
    /** Why, in staff's words. */
    why: text('why').notNull().default(''),
    by: uuid('by').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('applicant_links_turn').on(t.partnerId, t.accountA, t.accountB, t.turn),
    foreignKey({ columns: [t.partnerId, t.accountA], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.accountB], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('applicant_links_by_b').on(t.partnerId, t.accountB),
    oneOf('applicant_links_kind', t.kind, linkKinds),
    holds('applicant_links_pair_in_order', sql`${t.accountA} < ${t.accountB}`),
    holds('applicant_links_kind_by_turn', sql`(${t.kind} = 'linked') = (${t.turn} % 2 = 1)`),
  ],
)

/** How far the sweep that looks for duplicates has gone through a partner's applicants. */
export const duplicateSweeps = pgTable(
  'duplicate_sweeps',
  {
    partnerId: partnerId().references(() => partners.id),
    /** The last account looked at; null: from the beginning. */
    afterAccount: uuid('after_account'),
    sweptAt: instant('swept_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnerId] })],
)
