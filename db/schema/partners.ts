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
import { countingRules } from '../../lib/domain/assessments/attempt'
import type { RecommendationRules } from '../../lib/domain/assessments/rules'
import type { FeeRule } from '../../lib/domain/partners/terms'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'

/** A text in each language of the portal. */
export type Localised = { en: string; hi: string }

/** The institution that runs the portal; every other row hangs on one. */
export const partners = pgTable(
  'partners',
  {
    id: rowId().primaryKey(),
    slug: text('slug').notNull().unique(),
    name: jsonb('name').$type<Localised>().notNull(),
    tagline: jsonb('tagline').$type<Localised>().notNull(),
    /** `#rrggbb`; contrast is checked when it is saved. */
    brand: text('brand').notNull(),
    /** Hosts without port that this partner answers on, e.g. `greenfield.localhost`. */
    hosts: text('hosts').array().notNull(),
    isDefault: boolean('is_default').notNull().default(false),
    /** A sandbox partner may point its connections at simulators, plain http and loopback. */
    isSandbox: boolean('is_sandbox').notNull().default(false),
    supportEmail: text('support_email').notNull(),
    grievanceOfficer: text('grievance_officer').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex('partners_one_default')
      .on(t.isDefault)
      .where(sql`${t.isDefault}`),
    holds('partners_brand_is_hex', sql`${t.brand} ~ '^#[0-9a-fA-F]{6}$'`),
  ],
)

export const connectionKinds = ['assessment', 'payment'] as const
export const connectionHealths = ['untried', 'healthy', 'unhealthy'] as const

/** A partner's credentials and settings with one outside system. */
export const connections = pgTable(
  'connections',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    kind: text('kind', { enum: connectionKinds }).notNull(),
    /** Id in the provider or gateway registry; validated there, not here. */
    provider: text('provider').notNull(),
    label: text('label').notNull(),
    /** Settings that are no secret. */
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull(),
    /** The secret settings as one encrypted JSON object. */
    secrets: text('secrets').notNull(),
    health: text('health', { enum: connectionHealths }).notNull().default('untried'),
    healthReason: text('health_reason'),
    healthChangedAt: instant('health_changed_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('connections_label').on(t.partnerId, t.label),
    oneOf('connections_kind', t.kind, connectionKinds),
    oneOf('connections_health', t.health, connectionHealths),
  ],
)

export const ruleVersionStates = ['draft', 'published'] as const

/** A partner's named set of rules that turn marks into recommended programmes; what holds is its newest published version. */
export const ruleSets = pgTable(
  'rule_sets',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    name: text('name').notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.id] }), unique('rule_sets_name').on(t.partnerId, t.name)],
)

/** One version of a rule set. A published version never changes: results remember which one recommended to them. */
export const ruleVersions = pgTable(
  'rule_versions',
  {
    partnerId: partnerId(),
    id: rowId(),
    ruleSetId: uuid('rule_set_id').notNull(),
    version: integer('version').notNull(),
    state: text('state', { enum: ruleVersionStates }).notNull(),
    rules: jsonb('rules').$type<RecommendationRules>().notNull(),
    /** What changed and why, in staff's words. */
    note: text('note').notNull().default(''),
    createdBy: uuid('created_by'),
    publishedBy: uuid('published_by'),
    publishedAt: instant('published_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('rule_versions_number').on(t.partnerId, t.ruleSetId, t.version),
    uniqueIndex('rule_versions_one_draft')
      .on(t.partnerId, t.ruleSetId)
      .where(sql`${t.state} = 'draft'`),
    foreignKey({ columns: [t.partnerId, t.ruleSetId], foreignColumns: [ruleSets.partnerId, ruleSets.id] }),
    oneOf('rule_versions_state', t.state, ruleVersionStates),
  ],
)

/** What one applies to. */
export const programmes = pgTable(
  'programmes',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    code: text('code').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    summary: jsonb('summary').$type<Localised>().notNull(),
    /** Other names under which providers recommend this programme. */
    aliases: text('aliases').array().notNull().default([]),
    /** No longer chosen by anybody new; whoever asked for it keeps it. */
    retiredAt: instant('retired_at'),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.id] }), unique('programmes_code').on(t.partnerId, t.code)],
)

/** Session, programmes, dates, journey, fee and assessment that an application goes to: the terms for new applicants. */
export const intakes = pgTable(
  'intakes',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    code: text('code').notNull(),
    name: jsonb('name').$type<Localised>().notNull(),
    /** Two digits in every application number of this intake, e.g. `27`. */
    sessionYear: integer('session_year').notNull(),
    opensAt: instant('opens_at').notNull(),
    closesAt: instant('closes_at').notNull(),
    /** Whoever has submitted may sit the assessment until then; null: no end. */
    assessmentUntil: instant('assessment_until'),
    /** The journey definition, read by lib/domain/journeys. */
    journey: jsonb('journey').$type<{ id: string; steps: string[] }>().notNull(),
    /** Application fee in paise; null where the intake asks for none. */
    feePaise: integer('fee_paise'),
    /** Other fees by programme or category; the first that fits counts. */
    feeRules: jsonb('fee_rules').$type<FeeRule[]>().notNull().default([]),
    refundPolicy: jsonb('refund_policy').$type<Localised>().notNull(),
    assessmentConnectionId: uuid('assessment_connection_id'),
    /** Which of the connection's tests; null: the one its settings name. */
    assessmentTestId: text('assessment_test_id'),
    /** Which attempt counts where there are several; told to the applicant. */
    countingAttempt: text('counting_attempt', { enum: countingRules }).notNull().default('latest'),
    /** Sittings that may be begun without asking staff; one that ran out unbegun does not count. */
    attemptsAllowed: integer('attempts_allowed').notNull().default(3),
    /** Rules that turn marks into recommended programmes, where the provider sends none. */
    ruleSetId: uuid('rule_set_id'),
    paymentConnectionId: uuid('payment_connection_id'),
    /** Null: prepared in the console and never published, so nobody outside sees it. */
    publishedAt: instant('published_at').defaultNow(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('intakes_code').on(t.partnerId, t.code),
    foreignKey({
      columns: [t.partnerId, t.assessmentConnectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.paymentConnectionId],
      foreignColumns: [connections.partnerId, connections.id],
    }),
    oneOf('intakes_counting_attempt', t.countingAttempt, countingRules),
    holds('intakes_attempts_allowed', sql`${t.attemptsAllowed} between 1 and 20`),
    foreignKey({ columns: [t.partnerId, t.ruleSetId], foreignColumns: [ruleSets.partnerId, ruleSets.id] }),
    holds('intakes_dates_in_order', sql`${t.opensAt} < ${t.closesAt}`),
    holds('intakes_fee_positive', sql`${t.feePaise} is null or ${t.feePaise} > 0`),
  ],
)

/** A programme offered in an intake. */
export const intakeProgrammes = pgTable(
  'intake_programmes',
  {
    partnerId: partnerId(),
    intakeId: uuid('intake_id').notNull(),
    programmeId: uuid('programme_id').notNull(),
    position: integer('position').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.intakeId, t.programmeId] }),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({
      columns: [t.partnerId, t.programmeId],
      foreignColumns: [programmes.partnerId, programmes.id],
    }),
    index('intake_programmes_by_programme').on(t.partnerId, t.programmeId),
  ],
)
