import { sql } from 'drizzle-orm'
import {
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { couponUseStates, offlineMethods, offlineStates, waiverKinds } from '../../lib/domain/payments/fees'
import { createdAt, holds, instant, oneOf, partnerId, rowId } from '../columns'
import { accounts } from './accounts'
import { applications } from './applications'
import { intakes } from './partners'

/** A code that lowers the fee of one intake: by a share or by an amount, so many times, between two instants. */
export const coupons = pgTable(
  'coupons',
  {
    partnerId: partnerId(),
    id: rowId(),
    intakeId: uuid('intake_id').notNull(),
    /** As printed: capital letters, digits and hyphens. */
    code: text('code').notNull(),
    /** Exactly one of the two says what it takes off. */
    percentOff: integer('percent_off'),
    paiseOff: integer('paise_off'),
    maxUses: integer('max_uses').notNull(),
    /** Uses that count: held or used. Kept in the transaction that takes or gives back one. */
    uses: integer('uses').notNull().default(0),
    startsAt: instant('starts_at').notNull(),
    endsAt: instant('ends_at').notNull(),
    createdBy: uuid('created_by'),
    stoppedAt: instant('stopped_at'),
    stoppedBy: uuid('stopped_by'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('coupons_code').on(t.partnerId, t.code),
    index('coupons_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    foreignKey({ columns: [t.partnerId, t.intakeId], foreignColumns: [intakes.partnerId, intakes.id] }),
    foreignKey({ columns: [t.partnerId, t.createdBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    holds('coupons_one_discount', sql`(${t.percentOff} is null) <> (${t.paiseOff} is null)`),
    holds('coupons_percent', sql`${t.percentOff} between 1 and 100`),
    holds('coupons_paise', sql`${t.paiseOff} > 0`),
    holds('coupons_never_more', sql`${t.uses} between 0 and ${t.maxUses}`),
    holds('coupons_dates', sql`${t.startsAt} < ${t.endsAt}`),
  ],
)

/** One application's use of a coupon: held from the moment the code is typed, used once the fee is settled with it. */
export const couponUses = pgTable(
  'coupon_uses',
  {
    partnerId: partnerId(),
    id: rowId(),
    couponId: uuid('coupon_id').notNull(),
    applicationId: uuid('application_id').notNull(),
    /** What it took off. */
    paise: integer('paise').notNull(),
    state: text('state', { enum: couponUseStates }).notNull().default('held'),
    /** Until when a use that no order carries is kept; null once the browser has left for the gateway with its price. */
    heldUntil: instant('held_until'),
    createdAt: createdAt(),
    endedAt: instant('ended_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    uniqueIndex('coupon_uses_one_live')
      .on(t.partnerId, t.applicationId)
      .where(sql`${t.state} in ('held', 'used')`),
    index('coupon_uses_by_coupon').on(t.partnerId, t.couponId, t.createdAt.desc(), t.id.desc()),
    foreignKey({ columns: [t.partnerId, t.couponId], foreignColumns: [coupons.partnerId, coupons.id] }),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    oneOf('coupon_uses_state', t.state, couponUseStates),
    holds('coupon_uses_paise', sql`${t.paise} > 0`),
  ],
)

/** The fee is not asked of one application, and why; a waiver that was taken back stays to be read. */
export const feeWaivers = pgTable(
  'fee_waivers',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    kind: text('kind', { enum: waiverKinds }).notNull(),
    /** In staff's words; empty for a coupon. */
    reason: text('reason').notNull(),
    paise: integer('paise').notNull(),
    couponUseId: uuid('coupon_use_id'),
    grantedBy: uuid('granted_by'),
    grantedAt: instant('granted_at').notNull(),
    takenBackBy: uuid('taken_back_by'),
    takenBackAt: instant('taken_back_at'),
    takenBackReason: text('taken_back_reason'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    uniqueIndex('fee_waivers_one_live')
      .on(t.partnerId, t.applicationId)
      .where(sql`${t.takenBackAt} is null`),
    index('fee_waivers_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({
      columns: [t.partnerId, t.couponUseId],
      foreignColumns: [couponUses.partnerId, couponUses.id],
    }),
    foreignKey({ columns: [t.partnerId, t.grantedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.takenBackBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    oneOf('fee_waivers_kind', t.kind, waiverKinds),
    holds('fee_waivers_by_somebody', sql`(${t.kind} = 'coupon') = (${t.couponUseId} is not null)`),
  ],
)

/** Money that came outside the gateway: put in by one person, believed once another has looked at it. */
export const offlinePayments = pgTable(
  'offline_payments',
  {
    partnerId: partnerId(),
    id: rowId(),
    applicationId: uuid('application_id').notNull(),
    method: text('method', { enum: offlineMethods }).notNull(),
    /** What the bank or the counter calls it: draft number, UTR, slip number. */
    reference: text('reference').notNull(),
    /** `YYYY-MM-DD`, in India. */
    receivedOn: text('received_on').notNull(),
    paise: integer('paise').notNull(),
    /** Where the proof lies, in the words of whoever saw it. */
    note: text('note').notNull(),
    state: text('state', { enum: offlineStates }).notNull().default('proposed'),
    recordedBy: uuid('recorded_by').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    decidedBy: uuid('decided_by'),
    decidedAt: instant('decided_at'),
    decisionNote: text('decision_note'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    uniqueIndex('offline_payments_one_live')
      .on(t.partnerId, t.applicationId)
      .where(sql`${t.state} <> 'rejected'`),
    // One draft or transfer pays once; cash has only a slip of our own.
    uniqueIndex('offline_payments_reference')
      .on(t.partnerId, t.method, t.reference)
      .where(sql`${t.state} <> 'rejected'`),
    index('offline_payments_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    foreignKey({
      columns: [t.partnerId, t.applicationId],
      foreignColumns: [applications.partnerId, applications.id],
    }),
    foreignKey({ columns: [t.partnerId, t.recordedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.decidedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    oneOf('offline_payments_method', t.method, offlineMethods),
    oneOf('offline_payments_state', t.state, offlineStates),
    holds('offline_payments_paise', sql`${t.paise} > 0`),
    holds('offline_payments_second_person', sql`${t.decidedBy} <> ${t.recordedBy}`),
    holds('offline_payments_decided', sql`(${t.state} = 'proposed') = (${t.decidedBy} is null)`),
  ],
)
