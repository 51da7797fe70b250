import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  doublePrecision,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { feeFilters } from '../../lib/domain/applications/filter'
import { applicationStates } from '../../lib/domain/applications/machine'
import { progressStates, resultStates } from '../../lib/domain/assessments/attempt'
import { decisionKinds, decisionStates, offerStates } from '../../lib/domain/decisions/decision'
import { standings } from '../../lib/domain/journeys/standing'
import { instant, partnerId } from '../columns'
import { localeCodes } from './accounts'
import { applications } from './applications'

/** PostgreSQL's 64-bit transaction id, as text. */
const transactionId = customType<{ data: string }>({ dataType: () => 'xid8' })

/** The facets that most questions are about: few tuples, so that a count reads little. */
const commonFacets = () => ({
  intakeId: uuid('intake_id').notNull(),
  /** The version of the intake's terms; null: the intake's own row. */
  versionId: uuid('version_id'),
  state: text('state', { enum: applicationStates }).notNull(),
  isSubmitted: boolean('is_submitted').notNull(),
  /** Where it stands while nothing depends on the time: with the intake open and no try at paying under way. Never `closed`. */
  step: text('step', { enum: standings }).notNull(),
  feeState: text('fee_state', { enum: feeFilters }).notNull(),
  /** Of the newest attempt; null before the first. */
  progress: text('progress', { enum: progressStates }),
  result: text('result', { enum: resultStates }),
  isFailing: boolean('is_failing').notNull(),
  stageId: uuid('stage_id'),
  isAssigned: boolean('is_assigned').notNull(),
  decisionKind: text('decision_kind', { enum: decisionKinds }),
  decisionState: text('decision_state', { enum: decisionStates }),
  offerState: text('offer_state', { enum: offerStates }),
  hasOpenQuery: boolean('has_open_query').notNull(),
})

/** What the counters count by: every distinct tuple of these has one count. */
const facets = () => ({
  /** Hash of the tuple, so that one index finds the rows of any set of tuples. */
  facet: bigint('facet', { mode: 'bigint' }).notNull(),
  /** The programme of first choice. */
  programmeId: uuid('programme_id'),
  ...commonFacets(),
})

/**
 * One application as lists show, filter, sort and search it. Written by the database alone: at every commit, from the view
 * `application_card_source`.
 */
export const applicationCards = pgTable(
  'application_cards',
  {
    partnerId: partnerId(),
    applicationId: uuid('application_id').notNull(),
    number: text('number').notNull(),
    applicantId: uuid('applicant_id').notNull(),
    fullName: text('full_name').notNull(),
    /** The name as lists sort it: lower case. */
    nameKey: text('name_key').notNull(),
    email: text('email').notNull(),
    mobile: text('mobile').notNull(),
    locale: text('locale', { enum: localeCodes }).notNull(),
    ...facets(),
    /** Until then a try at paying is unresolved: the fee is `checking` meanwhile. */
    checkingUntil: instant('checking_until'),
    /** The application stands at `fee_checking` while that lasts: nothing before the fee holds it up. */
    standsAtFee: boolean('stands_at_fee').notNull(),
    lastErrorKind: text('last_error_kind'),
    /** Overall mark of the attempt that counts, percent. */
    scorePercent: doublePrecision('score_percent'),
    reviewerIds: uuid('reviewer_ids').array().notNull(),
    reviewScore: doublePrecision('review_score'),
    createdAt: instant('created_at').notNull(),
    submittedAt: instant('submitted_at'),
    /** When anything was last recorded about it. */
    updatedAt: instant('updated_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.applicationId] }),
    unique('application_cards_number').on(t.partnerId, t.number),
    foreignKey({
      name: 'application_cards_application',
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }).onDelete('cascade'),
    // One index for each sort; read backwards for the other direction. Nothing sorts as null: what is missing is the smallest.
    index('application_cards_created').on(t.partnerId, t.createdAt, t.applicationId),
    index('application_cards_submitted').on(
      t.partnerId,
      sql`coalesce(${t.submittedAt}, '-infinity')`,
      t.applicationId,
    ),
    index('application_cards_updated').on(t.partnerId, t.updatedAt, t.applicationId),
    index('application_cards_name').on(t.partnerId, sql`${t.nameKey} collate "C"`, t.applicationId),
    index('application_cards_sorted_number').on(t.partnerId, sql`${t.number} collate "C"`, t.applicationId),
    index('application_cards_score').on(
      t.partnerId,
      sql`coalesce(${t.scorePercent}, '-infinity')`,
      t.applicationId,
    ),
    index('application_cards_review_score').on(
      t.partnerId,
      sql`coalesce(${t.reviewScore}, '-infinity')`,
      t.applicationId,
    ),
    // An intake, a state and a step are each bound to a time: within one of them the newest are found without a long walk.
    index('application_cards_intake_created').on(t.partnerId, t.intakeId, t.createdAt, t.applicationId),
    index('application_cards_intake_submitted').on(
      t.partnerId,
      t.intakeId,
      sql`coalesce(${t.submittedAt}, '-infinity')`,
      t.applicationId,
    ),
    index('application_cards_intake_updated').on(t.partnerId, t.intakeId, t.updatedAt, t.applicationId),
    index('application_cards_state_created').on(t.partnerId, t.state, t.createdAt, t.applicationId),
    index('application_cards_step_created').on(t.partnerId, t.step, t.createdAt, t.applicationId),
    // The few rows of any combination of facets.
    index('application_cards_facet').on(t.partnerId, t.facet),
    index('application_cards_checking')
      .on(t.partnerId, t.checkingUntil)
      .where(sql`${t.checkingUntil} is not null`),
    index('application_cards_reviewers').using('gin', t.reviewerIds),
    // Search while typing: beginnings of a number, an address, a mobile number, any word of a name in any script.
    index('application_cards_number_start').on(t.partnerId, t.number.op('text_pattern_ops')),
    index('application_cards_email_start').on(t.partnerId, t.email.op('text_pattern_ops')),
    index('application_cards_mobile_start').on(t.partnerId, t.mobile.op('text_pattern_ops')),
    index('application_cards_name_words')
      .using('gin', sql`to_tsvector('simple', ${t.fullName})`)
      .with({ fastupdate: false }),
    index('application_cards_by_applicant').on(t.partnerId, t.applicantId),
  ],
)

/** How many of a partner's applications share one tuple of facets. Together with the changes not yet added, exact. */
export const applicationFacets = pgTable(
  'application_facets',
  { partnerId: partnerId(), ...facets(), count: integer('count').notNull() },
  (t) => [primaryKey({ columns: [t.partnerId, t.facet] })],
)

/** The same counts without the programme: a tenth of the rows for whatever does not ask about it. */
export const applicationFacetSums = pgTable(
  'application_facet_sums',
  {
    partnerId: partnerId(),
    /** Hash of the tuple. */
    facet: bigint('facet', { mode: 'bigint' }).notNull(),
    ...commonFacets(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.facet] })],
)

/** A change of a count, written by the transaction that made it and added to the counts a little later. */
export const applicationFacetChanges = pgTable(
  'application_facet_changes',
  {
    partnerId: partnerId(),
    id: bigint('id', { mode: 'bigint' }).generatedAlwaysAsIdentity(),
    ...facets(),
    count: integer('count').notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.id] })],
)

/** An application whose card the running transaction has still to write. Empty between transactions. */
export const applicationCardsDue = pgTable(
  'application_cards_due',
  {
    partnerId: partnerId(),
    applicationId: uuid('application_id').notNull(),
    transaction: transactionId('transaction').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.applicationId, t.transaction] }),
    index('application_cards_due_of').on(t.transaction),
  ],
)
