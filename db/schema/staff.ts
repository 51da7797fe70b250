import { sql } from 'drizzle-orm'
import {
  bigint,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { staffRoles } from '../../lib/domain/partners/permissions'
import { createdAt, instant, lowerText, oneOf, partnerId, rowId } from '../columns'
import { accounts, localeCodes } from './accounts'

/** A member of staff's authenticator: the secret it shares with us, encrypted, and the last code's time step. */
export const authenticators = pgTable(
  'authenticators',
  {
    partnerId: partnerId(),
    accountId: uuid('account_id').notNull(),
    secret: text('secret').notNull(),
    /** Set by the first right code; until then it opens nothing. */
    confirmedAt: instant('confirmed_at'),
    /** Number of the newest 30-second step whose code was accepted: none is accepted twice. */
    lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.accountId] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
  ],
)

/** A code for the day when the authenticator is lost: works once. Only its hash is kept. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    partnerId: partnerId(),
    id: rowId(),
    accountId: uuid('account_id').notNull(),
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('recovery_codes_hash').on(t.partnerId, t.accountId, t.codeHash),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
  ],
)

/** An invitation to work here: accepted by the first sign-in of the account it made, before it runs out. */
export const staffInvitations = pgTable(
  'staff_invitations',
  {
    partnerId: partnerId(),
    id: rowId(),
    email: lowerText('email').notNull(),
    fullName: text('full_name').notNull(),
    role: text('role', { enum: staffRoles }).notNull(),
    locale: text('locale', { enum: localeCodes }).notNull().default('en'),
    accountId: uuid('account_id').notNull(),
    invitedBy: uuid('invited_by').notNull(),
    expiresAt: instant('expires_at').notNull(),
    acceptedAt: instant('accepted_at'),
    revokedAt: instant('revoked_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    uniqueIndex('staff_invitations_one_open')
      .on(t.partnerId, t.email)
      .where(sql`${t.acceptedAt} is null and ${t.revokedAt} is null`),
    index('staff_invitations_newest').on(t.partnerId, t.createdAt.desc(), t.id.desc()),
    foreignKey({ columns: [t.partnerId, t.invitedBy], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    oneOf('staff_invitations_role', t.role, staffRoles),
    oneOf('staff_invitations_locale', t.locale, localeCodes),
  ],
)
