import { sql } from 'drizzle-orm'
import { foreignKey, index, integer, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { staffRoles } from '../../lib/domain/partners/permissions'
import { createdAt, instant, lowerText, oneOf, partnerId, rowId } from '../columns'
import { partners } from './partners'

export const accountKinds = ['applicant', 'staff'] as const
export const localeCodes = ['en', 'hi'] as const
export const emailCodePurposes = ['verify_email', 'reset_password'] as const

/** Someone who can sign in at one partner: an applicant or a member of staff. */
export const accounts = pgTable(
  'accounts',
  {
    partnerId: partnerId().references(() => partners.id),
    id: rowId(),
    kind: text('kind', { enum: accountKinds }).notNull(),
    email: lowerText('email').notNull(),
    fullName: text('full_name').notNull(),
    passwordHash: text('password_hash').notNull(),
    locale: text('locale', { enum: localeCodes }).notNull().default('en'),
    emailVerifiedAt: instant('email_verified_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('accounts_email').on(t.partnerId, t.email),
    index('accounts_by_email_start').on(t.partnerId, t.email.op('text_pattern_ops')),
    // Any word of a name by its beginning; 'simple' knows no language, so names of every script are words.
    index('accounts_by_name_words').using('gin', sql`to_tsvector('simple', ${t.fullName})`),
    oneOf('accounts_kind', t.kind, accountKinds),
    oneOf('accounts_locale', t.locale, localeCodes),
  ],
)

/** The person behind an applicant's account: what registration asked. */
export const applicants = pgTable(
  'applicants',
  {
    partnerId: partnerId(),
    accountId: uuid('account_id').notNull(),
    /** E.164, e.g. `+919876543210`. */
    mobile: text('mobile').notNull(),
    /** `YYYY-MM-DD`: a calendar date, never an instant. */
    dateOfBirth: text('date_of_birth').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.accountId] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('applicants_by_mobile').on(t.partnerId, t.mobile),
    index('applicants_by_mobile_start').on(t.partnerId, t.mobile.op('text_pattern_ops')),
  ],
)

/** One of the partner's people, with the role that says what they may do. */
export const staff = pgTable(
  'staff',
  {
    partnerId: partnerId(),
    accountId: uuid('account_id').notNull(),
    role: text('role', { enum: staffRoles }).notNull(),
    /** Shut out: signs in no more, keeps what they did. Null: works here. */
    deactivatedAt: instant('deactivated_at'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.accountId] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    oneOf('staff_role', t.role, staffRoles),
  ],
)

/** One signed-in browser; the cookie holds only this row's id. Checked on every request. */
export const sessions = pgTable(
  'sessions',
  {
    partnerId: partnerId(),
    id: rowId(),
    accountId: uuid('account_id').notNull(),
    createdAt: createdAt(),
    /** Moves forward while the session is used; idle expiry counts from it. */
    lastSeenAt: instant('last_seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    /** Staff: the second step of signing in was taken. Null: the session opens nothing yet. */
    secondStepAt: instant('second_step_at'),
    userAgent: text('user_agent'),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('sessions_by_account').on(t.partnerId, t.accountId),
  ],
)

/** A six-digit code sent by e-mail: single use, short-lived, limited tries. Only its hash is kept. */
export const emailCodes = pgTable(
  'email_codes',
  {
    partnerId: partnerId(),
    id: rowId(),
    accountId: uuid('account_id').notNull(),
    purpose: text('purpose', { enum: emailCodePurposes }).notNull(),
    codeHash: text('code_hash').notNull(),
    messageId: uuid('message_id'),
    triesLeft: integer('tries_left').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('email_codes_by_account').on(t.partnerId, t.accountId, t.purpose, t.createdAt),
    oneOf('email_codes_purpose', t.purpose, emailCodePurposes),
  ],
)

/** One act of consent, given to one version of the notice in one language. Never changed. */
export const consents = pgTable(
  'consents',
  {
    partnerId: partnerId(),
    id: rowId(),
    accountId: uuid('account_id').notNull(),
    purpose: text('purpose').notNull(),
    noticeVersion: text('notice_version').notNull(),
    language: text('language', { enum: localeCodes }).notNull(),
    givenAt: instant('given_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('consents_by_account').on(t.partnerId, t.accountId),
  ],
)

/** A form posted with an expired session, kept for its owner until they have signed in again. Answers are encrypted. */
export const parkedForms = pgTable(
  'parked_forms',
  {
    partnerId: partnerId(),
    id: rowId(),
    accountId: uuid('account_id').notNull(),
    /** Which form: `application:<number>:<page>`. */
    form: text('form').notNull(),
    typed: text('typed').notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('parked_forms_one_per_form').on(t.partnerId, t.accountId, t.form),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
  ],
)

/** Tries counted in one window of time, for throttling: per account, per address, per action. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    partnerId: partnerId(),
    key: text('key').notNull(),
    windowStart: instant('window_start').notNull(),
    tries: integer('tries').notNull(),
  },
  (t) => [primaryKey({ columns: [t.partnerId, t.key] })],
)
