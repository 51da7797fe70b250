import { and, eq, isNull } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { staffInvitations } from '@/db/schema/staff'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type InvitationInput, type InviteStaffInput, invitationDays } from '../schema'

type Manager = Ctx<Staff<'staff.manage'>>
type Invitation = typeof staffInvitations.$inferSelect

/**
 * Invites somebody to work here: their account is made without a password, and they choose one with a code sent to their
 * own address, so nobody else ever holds anything that opens it. Refuses `email_taken`, `already_invited`.
 */
export const inviteStaff = (ctx: Manager, input: InviteStaffInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [held] = await tx
      .select({ id: accounts.id, invitation: staffInvitations.id })
      .from(accounts)
      .leftJoin(staffInvitations, and(eq(staffInvitations.partnerId, partnerId), openOf(input.email)))
      .where(and(eq(accounts.partnerId, partnerId), eq(accounts.email, input.email)))
    if (held) return refuse(held.invitation ? 'already_invited' : 'email_taken', { fields: {} })
    const accountId = uuidv7()
    await tx.insert(accounts).values({
      partnerId,
      id: accountId,
      kind: 'staff',
      email: input.email,
      fullName: input.fullName,
      passwordHash: noPassword,
      locale: ctx.actor.locale,
      createdAt: ctx.now,
    })
    await tx.insert(staff).values({ partnerId, accountId, role: input.role })
    const [invitation] = await tx
      .insert(staffInvitations)
      .values({
        partnerId,
        ...input,
        accountId,
        locale: ctx.actor.locale,
        invitedBy: ctx.actor.accountId,
        expiresAt: secondsAfter(ctx.now, invitationDays * 86_400),
        createdAt: ctx.now,
      })
      .returning()
    if (!invitation) throw new Error('the invitation was not written')
    await write(tx, ctx, invitation, 1)
    await recordEvent(tx, ctx, 'staff.invited', { detail: { accountId, role: input.role } })
    return ok()
  })

/** Writes to somebody invited once more and lets the invitation run from now. Refuses `not_found` when it is no longer open. */
export const sendInvitationAgain = (ctx: Manager, { invitationId }: InvitationInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const invitation = await findOpen(tx, ctx, invitationId)
    if (!invitation) return refuse('not_found')
    const expiresAt = secondsAfter(ctx.now, invitationDays * 86_400)
    await tx.update(staffInvitations).set({ expiresAt }).where(byId(ctx, invitationId))
    await write(tx, ctx, invitation, ctx.now.getTime())
    await recordEvent(tx, ctx, 'staff.invitation_sent_again', {
      detail: { accountId: invitation.accountId },
    })
    return ok()
  })

/** Takes an open invitation back: its account is shut out and its address freed. Refuses `not_found`. */
export const withdrawInvitation = (ctx: Manager, { invitationId }: InvitationInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const invitation = await findOpen(tx, ctx, invitationId)
    if (!invitation) return refuse('not_found')
    const { partnerId } = ctx.actor
    await tx.update(staffInvitations).set({ revokedAt: ctx.now }).where(byId(ctx, invitationId))
    await tx
      .update(staff)
      .set({ deactivatedAt: ctx.now })
      .where(and(eq(staff.partnerId, partnerId), eq(staff.accountId, invitation.accountId)))
    await tx
      .update(accounts)
      // Nobody has ever signed in with it, so the address may be invited again, or register as an applicant.
      .set({ email: `withdrawn+${invitation.id}@invalid` })
      .where(and(eq(accounts.partnerId, partnerId), eq(accounts.id, invitation.accountId)))
    await recordEvent(tx, ctx, 'staff.invitation_withdrawn', { detail: { accountId: invitation.accountId } })
    return ok()
  })

/** No password hashes to this, so only the code sent by e-mail opens the account. It has the form that the library wants. */
const noPassword = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`

const write = (tx: Tx, ctx: Manager, invitation: Invitation, times: number) =>
  writeMessage(tx, ctx, {
    template: 'staff_invited',
    to: invitation.email,
    locale: invitation.locale,
    params: { name: invitation.fullName, by: ctx.actor.fullName, days: invitationDays },
    dedupeKey: `staff_invited:${invitation.id}:${times}`,
  })

async function findOpen(tx: Tx, ctx: Manager, id: string): Promise<Invitation | undefined> {
  const [row] = await tx
    .select()
    .from(staffInvitations)
    .where(and(byId(ctx, id), isNull(staffInvitations.acceptedAt), isNull(staffInvitations.revokedAt)))
    .for('update')
  return row
}

const byId = (ctx: Manager, id: string) =>
  and(eq(staffInvitations.partnerId, ctx.actor.partnerId), eq(staffInvitations.id, id))

const openOf = (email: string) =>
  and(
    eq(staffInvitations.email, email),
    isNull(staffInvitations.acceptedAt),
    isNull(staffInvitations.revokedAt),
  )
