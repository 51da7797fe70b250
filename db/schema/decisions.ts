import { sql } from 'drizzle-orm'
import {
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
import {
  decisionEnds,
  decisionKinds,
  decisionStates,
  moveCauses,
  offerStates,
} from '../../lib/domain/decisions/decision'
import type { LetterContent, LetterText } from '../../lib/domain/decisions/letter'
import type { DryRunLine, ReleaseFilter } from '../../lib/domain/decisions/dry-run'
import { itemBatches, itemStates, releaseStates } from '../../lib/domain/decisions/release'
import { seatCategories } from '../../lib/domain/decisions/seats'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts, localeCodes } from './accounts'
import { applications } from './applications'
import { intakes, partners, programmes } from './partners'

/** Seats of one programme for one category in one intake; `taken` counts the offers that hold one, under the row's lock. */
export const seatPools = pgTable(
  'seat_pools',
  {
    partnerId: partnerId(),
    intakeId: uuid('intake_id').notNull(),
    programmeId: uuid('programme_id').notNull(),
    category: text('category', { enum: seatCategories }).notNull(),
    capacity: integer('capacity').notNull(),
    taken: integer('taken').notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.intakeId, t.programmeId, t.category] }),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({
      columns: [t.partnerId, t.programmeId],
      foreignColumns: [programmes.partnerId, programmes.id],
    }),
    oneOf('seat_pools_category', t.category, seatCategories),
    holds('seat_pools_never_overfull', sql`${t.taken} >= 0 and ${t.taken} <= ${t.capacity}`),
  ],
)

/** A planned publication of confirmed decisions: dry run, approval by a second person, first batch, hold, rest. */
export const releases = pgTable(
  'releases',
  {
    partnerId: partnerId(),
    id: rowId(),
    name: text('name').notNull(),
    intakeId: uuid('intake_id').notNull(),
    /** Which confirmed decisions of the intake: programme and kinds. */
    filter: jsonb('filter').$type<ReleaseFilter>().notNull(),
    state: text('state', { enum: releaseStates }).notNull().default('draft'),
    /** How many reach their applicants before the hold. */
    firstBatchSize: integer('first_batch_size').notNull(),
    holdMinutes: integer('hold_minutes').notNull(),
    /** Until when an offer of this release may be answered. */
    respondBy: instant('respond_by').notNull(),
    createdBy: uuid('created_by').notNull(),
    /** Hash of the exact list that was approved: the dry run's. */
    approvedFingerprint: text('approved_fingerprint'),
    approvedBy: uuid('approved_by'),
    approvedAt: instant('approved_at'),
    scheduledFor: instant('scheduled_for'),
    startedAt: instant('started_at'),
    holdUntil: instant('hold_until'),
    finishedAt: instant('finished_at'),
    stoppedAt: instant('stopped_at'),
    stoppedBy: uuid('stopped_by'),
    undoneAt: instant('undone_at'),
    undoneBy: uuid('undone_by'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({ columns: [t.partnerId, t.createdBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('releases_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('releases_due')
      .on(t.scheduledFor, t.holdUntil)
      .where(sql`${t.state} in ('scheduled', 'first_batch', 'holding', 'rest')`),
    oneOf('releases_state', t.state, releaseStates),
    holds('releases_approved_by_a_second_person', sql`${t.approvedBy} <> ${t.createdBy}`),
    holds('releases_sizes', sql`${t.firstBatchSize} >= 1 and ${t.holdMinutes} between 0 and 10080`),
  ],
)

/** One dry run of a release: who would get what, as it stood at that moment. Never changed. */
export const releaseDryRuns = pgTable(
  'release_dry_runs',
  {
    partnerId: partnerId(),
    id: rowId(),
    releaseId: uuid('release_id').notNull(),
    fingerprint: text('fingerprint').notNull(),
    lines: jsonb('lines').$type<DryRunLine[]>().notNull(),
    ranBy: uuid('ran_by').notNull(),
    ranAt: instant('ran_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.releaseId], foreignColumns: [releases.partnerId, releases.id] }),
    index('release_dry_runs_by_release').on(t.partnerId, t.releaseId, t.ranAt.desc()),
  ],
)

/** What staff decided about one application. A change of mind is a new row; the old one is ended, never deleted. */
export const decisions = pgTable(
  'decisions',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    intakeId: uuid('intake_id').notNull(),
    kind: text('kind', { enum: decisionKinds }).notNull(),
    /** Programme and pool of an admission or a place on the waitlist; a denial has none. */
    programmeId: uuid('programme_id'),
    category: text('category', { enum: seatCategories }),
    state: text('state', { enum: decisionStates }).notNull().default('provisional'),
    /** Staff's reason; applicants never read it. */
    reason: text('reason').notNull(),
    /** Null: the portal proposed it, because a seat came free. */
    proposedBy: uuid('proposed_by'),
    proposedAt: instant('proposed_at').notNull(),
    confirmedBy: uuid('confirmed_by'),
    confirmedAt: instant('confirmed_at'),
    releasedAt: instant('released_at'),
    releaseId: uuid('release_id'),
    /** Order on the waitlist of its pool; lower moves up first. */
    waitlistRank: integer('waitlist_rank'),
    /** The released place on the waitlist that this admission moves up from, and why a seat was there. Both are told to the applicant. */
    movedUpFrom: uuid('moved_up_from'),
    moveCause: text('move_cause', { enum: moveCauses }),
    endedAt: instant('ended_at'),
    end: text('end', { enum: decisionEnds }),
    supersededBy: uuid('superseded_by'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({
      columns: [t.partnerId, t.programmeId],
      foreignColumns: [programmes.partnerId, programmes.id],
    }),
    foreignKey({ columns: [t.partnerId, t.releaseId], foreignColumns: [releases.partnerId, releases.id] }),
    foreignKey({ columns: [t.partnerId, t.movedUpFrom], foreignColumns: [t.partnerId, t.id] }),
    // Who moves up keeps the place on the waitlist until the admission is released, so one of each.
    uniqueIndex('decisions_one_open')
      .on(t.partnerId, t.applicationId)
      .where(sql`${t.endedAt} is null and ${t.state} <> 'released'`),
    uniqueIndex('decisions_one_released')
      .on(t.partnerId, t.applicationId)
      .where(sql`${t.endedAt} is null and ${t.state} = 'released'`),
    index('decisions_by_application').on(t.partnerId, t.applicationId, t.proposedAt),
    index('decisions_live')
      .on(t.partnerId, t.intakeId, t.state, t.kind, t.id)
      .where(sql`${t.endedAt} is null`),
    index('decisions_of_pool')
      .on(t.partnerId, t.intakeId, t.programmeId, t.category, t.kind, t.waitlistRank)
      .where(sql`${t.endedAt} is null`),
    oneOf('decisions_kind', t.kind, decisionKinds),
    oneOf('decisions_state', t.state, decisionStates),
    oneOf('decisions_category', t.category, seatCategories),
    oneOf('decisions_end', t.end, decisionEnds),
    oneOf('decisions_move_cause', t.moveCause, moveCauses),
    holds('decisions_confirmed_by_another', sql`${t.confirmedBy} <> ${t.proposedBy}`),
    holds('decisions_confirmed_by_somebody', sql`(${t.state} = 'provisional') = (${t.confirmedBy} is null)`),
    holds(
      'decisions_released_by_a_release',
      sql`(${t.state} = 'released') = (${t.releasedAt} is not null and ${t.releaseId} is not null)`,
    ),
    holds(
      'decisions_admit_to_a_pool',
      sql`${t.kind} = 'deny' or (${t.programmeId} is not null and ${t.category} is not null)`,
    ),
    holds('decisions_end_has_a_time', sql`(${t.endedAt} is null) = (${t.end} is null)`),
  ],
)

/** One decision on an approved release's list and what became of it; a release carries out these and no others. */
export const releaseItems = pgTable(
  'release_items',
  {
    partnerId: partnerId(),
    releaseId: uuid('release_id').notNull(),
    decisionId: uuid('decision_id').notNull(),
    position: integer('position').notNull(),
    batch: text('batch', { enum: itemBatches }).notNull(),
    state: text('state', { enum: itemStates }).notNull().default('pending'),
    /** Why it was held back: a refusal's code. */
    heldBackCode: text('held_back_code'),
    releasedAt: instant('released_at'),
    /** Its e-mail has been written: after the hold, never before. */
    mailedAt: instant('mailed_at'),
    undoneAt: instant('undone_at'),
    undoneBy: uuid('undone_by'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.releaseId, t.decisionId] }),
    foreignKey({ columns: [t.partnerId, t.releaseId], foreignColumns: [releases.partnerId, releases.id] }),
    foreignKey({ columns: [t.partnerId, t.decisionId], foreignColumns: [decisions.partnerId, decisions.id] }),
    uniqueIndex('release_items_once')
      .on(t.partnerId, t.decisionId)
      .where(sql`${t.state} in ('pending', 'released')`),
    index('release_items_in_order').on(t.partnerId, t.releaseId, t.position),
    oneOf('release_items_batch', t.batch, itemBatches),
    oneOf('release_items_state', t.state, itemStates),
  ],
)

export const letterTemplateStates = ['draft', 'published'] as const

/** What the letters of one kind of decision say, in both languages. A published version never changes. */
export const letterTemplates = pgTable(
  'letter_templates',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    kind: text('kind', { enum: decisionKinds }).notNull(),
    version: integer('version').notNull(),
    state: text('state', { enum: letterTemplateStates }).notNull(),
    content: jsonb('content').$type<{ en: LetterText; hi: LetterText }>().notNull(),
    savedBy: uuid('saved_by'),
    publishedBy: uuid('published_by'),
    publishedAt: instant('published_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('letter_templates_version').on(t.partnerId, t.kind, t.version),
    uniqueIndex('letter_templates_one_draft')
      .on(t.partnerId, t.kind)
      .where(sql`${t.state} = 'draft'`),
    oneOf('letter_templates_kind', t.kind, decisionKinds),
    oneOf('letter_templates_state', t.state, letterTemplateStates),
  ],
)

/** The letter of one released decision to its one recipient: number, words and file. Revoked or replaced, it is kept. */
export const letters = pgTable(
  'letters',
  {
    partnerId: partnerId(),
    id: rowId(),
    decisionId: uuid('decision_id').notNull(),
    applicationId: uuid('application_id').notNull(),
    number: text('number').notNull(),
    templateId: uuid('template_id').notNull(),
    /** The applicant's language at that moment; the letter says the same in the other one below. */
    locale: text('locale', { enum: localeCodes }).notNull(),
    /** The filled words of both languages: what the file is made from, every time. */
    content: jsonb('content').$type<LetterContent>().notNull(),
    /** The file as it was first made. */
    sha256: text('sha256'),
    bytes: integer('bytes'),
    issuedAt: instant('issued_at').notNull(),
    /** The applicant has opened the page that shows it. */
    seenAt: instant('seen_at'),
    /** Its release was undone. */
    revokedAt: instant('revoked_at'),
    /** A later decision's letter has taken its place. */
    replacedAt: instant('replaced_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('letters_number').on(t.partnerId, t.number),
    uniqueIndex('letters_one_per_decision')
      .on(t.partnerId, t.decisionId)
      .where(sql`${t.revokedAt} is null`),
    foreignKey({ columns: [t.partnerId, t.decisionId], foreignColumns: [decisions.partnerId, decisions.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.templateId],
      foreignColumns: [letterTemplates.partnerId, letterTemplates.id],
    }),
    index('letters_by_application').on(t.partnerId, t.applicationId, t.issuedAt),
    oneOf('letters_locale', t.locale, localeCodes),
    holds('letters_file_whole', sql`(${t.sha256} is null) = (${t.bytes} is null)`),
  ],
)

/** What a released admission offers: a seat, to be accepted or declined by an instant. */
export const offers = pgTable(
  'offers',
  {
    partnerId: partnerId(),
    id: rowId(),
    decisionId: uuid('decision_id').notNull(),
    applicationId: uuid('application_id').notNull(),
    intakeId: uuid('intake_id').notNull(),
    programmeId: uuid('programme_id').notNull(),
    category: text('category', { enum: seatCategories }).notNull(),
    state: text('state', { enum: offerStates }).notNull().default('open'),
    respondBy: instant('respond_by').notNull(),
    answeredAt: instant('answered_at'),
    endedAt: instant('ended_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    uniqueIndex('offers_one_per_decision')
      .on(t.partnerId, t.decisionId)
      .where(sql`${t.state} <> 'withdrawn'`),
    foreignKey({ columns: [t.partnerId, t.decisionId], foreignColumns: [decisions.partnerId, decisions.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.intakeId, t.programmeId, t.category],
      foreignColumns: [seatPools.partnerId, seatPools.intakeId, seatPools.programmeId, seatPools.category],
    }),
    index('offers_by_application').on(t.partnerId, t.applicationId),
    index('offers_open')
      .on(t.respondBy)
      .where(sql`${t.state} = 'open'`),
    oneOf('offers_state', t.state, offerStates),
    oneOf('offers_category', t.category, seatCategories),
  ],
)
