import { sql } from 'drizzle-orm'
import {
  boolean,
  doublePrecision,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { applicationStates } from '../../lib/domain/applications/machine'
import { decisionKinds, decisionStates, offerStates } from '../../lib/domain/decisions/decision'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { intakes, programmes } from './partners'
import { intakeVersions } from './versions'

/** One applicant's request to one intake. */
export const applications = pgTable(
  'applications',
  {
    partnerId: partnerId(),
    id: rowId(),
    /** Public application number, e.g. `APP-27-7K3M9Q`. */
    number: text('number').notNull(),
    intakeId: uuid('intake_id').notNull(),
    applicantId: uuid('applicant_id').notNull(),
    state: text('state', { enum: applicationStates }).notNull().default('draft'),
    submittedAt: instant('submitted_at'),
    /** The fee is settled and what it locks is open: set once, in the transaction that issues the receipt. */
    feeSettledAt: instant('fee_settled_at'),
    /** The applicant has looked at the recommended courses (chose one, or went on without). */
    recommendationsSeenAt: instant('recommendations_seen_at'),
    reviewStartedAt: instant('review_started_at'),
    withdrawnAt: instant('withdrawn_at'),
    /** The decision was released: from here on the applicant sees it. */
    decidedAt: instant('decided_at'),
    /** The version of the intake's terms that this application stays on; null: the intake's own row. */
    intakeVersionId: uuid('intake_version_id'),
    /** The fee is not asked of this application: set by a waiver, null again when the waiver is taken back. */
    feeWaivedAt: instant('fee_waived_at'),
    /** Where it stands in the review: a stage of its intake. */
    stageId: uuid('stage_id'),
    /** Staff with an open assignment to review it. */
    reviewerIds: uuid('reviewer_ids').array().notNull().default([]),
    /** Mean of the submitted scorecards, percent. */
    reviewScore: doublePrecision('review_score'),
    /** A question to the applicant is open. */
    hasOpenQuery: boolean('has_open_query').notNull().default(false),
    /** The live decision and how far it is; the offer that came of it. Null: none. */
    decisionKind: text('decision_kind', { enum: decisionKinds }),
    decisionState: text('decision_state', { enum: decisionStates }),
    offerState: text('offer_state', { enum: offerStates }),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('applications_number').on(t.partnerId, t.number),
    unique('applications_one_per_intake').on(t.partnerId, t.applicantId, t.intakeId),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({ columns: [t.partnerId, t.applicantId], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({
      columns: [t.partnerId, t.intakeVersionId],
      foreignColumns: [intakeVersions.partnerId, intakeVersions.id],
    }),
    index('applications_by_version').on(t.partnerId, t.intakeId, t.intakeVersionId, t.id),
    index('applications_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    index('applications_by_intake').on(t.partnerId, t.intakeId, t.createdAt.desc(), t.id.desc()),
    index('applications_by_state').on(t.partnerId, t.state, t.createdAt.desc(), t.id.desc()),
    // Found while it is being typed: this operator class serves LIKE 'APP-27-7K%' in every collation.
    index('applications_by_number_start').on(t.partnerId, t.number.op('text_pattern_ops')),
    oneOf('applications_state', t.state, applicationStates),
    oneOf('applications_decision_kind', t.decisionKind, decisionKinds),
    oneOf('applications_decision_state', t.decisionState, decisionStates),
    oneOf('applications_offer_state', t.offerState, offerStates),
  ],
)

/** What an applicant has typed on one page of the form: drafts and final answers alike. */
export const applicationPages = pgTable(
  'application_pages',
  {
    partnerId: partnerId(),
    applicationId: uuid('application_id').notNull(),
    page: text('page').notNull(),
    answers: jsonb('answers').$type<Record<string, string>>().notNull(),
    /** Set when the page passed its schema at Continue; null again when a later change no longer does. */
    completedAt: instant('completed_at'),
    savedAt: instant('saved_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.applicationId, t.page] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
  ],
)

/** A programme the applicant asks for, in order: position 1 is the first choice. */
export const preferences = pgTable(
  'preferences',
  {
    partnerId: partnerId(),
    applicationId: uuid('application_id').notNull(),
    position: integer('position').notNull(),
    programmeId: uuid('programme_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.applicationId, t.position] }),
    unique('preferences_each_once').on(t.partnerId, t.applicationId, t.programmeId),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.programmeId],
      foreignColumns: [programmes.partnerId, programmes.id],
    }),
    holds('preferences_position', sql`${t.position} > 0`),
  ],
)
