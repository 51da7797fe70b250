import { and, desc, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applicants } from '@/db/schema/accounts'
import { applicantLinks, duplicateSuspicions } from '@/db/schema/duplicates'
import { type LinkKind, type SuspicionState, pairOf } from '@/lib/domain/applicants/duplicate'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { DismissInput, LinkInput } from '../schema'

type Linker = Ctx<Staff<'applicants.link'>>

/**
 * Says that two accounts are one person. Nothing is moved or merged: each keeps its own rows, and unlinking leaves no
 * trace but the two lines that say so. Refuses `already_linked`, also for the second of two at once.
 */
export const linkApplicants = (ctx: Linker, input: LinkInput): Promise<Result<void>> =>
  transaction((tx) => turn(tx, ctx, input, 'linked'))

/** Says that two linked accounts are two people after all. Refuses `not_linked`. */
export const unlinkApplicants = (ctx: Linker, input: LinkInput): Promise<Result<void>> =>
  transaction((tx) => turn(tx, ctx, input, 'unlinked'))

async function turn(tx: Tx, ctx: Linker, input: LinkInput, kind: LinkKind): Promise<Result<void>> {
  const { partnerId, accountId } = ctx.actor
  const pair = pairOf(input.accountA, input.accountB)
  if (pair.accountA === pair.accountB) return refuse('not_found')
  const known = await tx
    .select({ id: applicants.accountId })
    .from(applicants)
    .where(
      and(eq(applicants.partnerId, partnerId), inArray(applicants.accountId, [pair.accountA, pair.accountB])),
    )
  if (known.length !== 2) return refuse('not_found')
  const last = await lastTurn(tx, partnerId, pair)
  const isLinked = last % 2 === 1
  const refused = refuse(kind === 'linked' ? 'already_linked' : 'not_linked', { waitsFor: 'staff' })
  if (isLinked === (kind === 'linked')) return refused
  const [written] = await tx
    .insert(applicantLinks)
    .values({ partnerId, ...pair, turn: last + 1, kind, why: input.why, by: accountId, createdAt: ctx.now })
    // Of two at once one writes the turn; the database lets no pair have it twice.
    .onConflictDoNothing({
      target: [
        applicantLinks.partnerId,
        applicantLinks.accountA,
        applicantLinks.accountB,
        applicantLinks.turn,
      ],
    })
    .returning({ id: applicantLinks.id })
  if (!written) return refused
  await settle(tx, ctx, pair, kind === 'linked' ? 'linked' : 'open')
  await recordEvent(tx, ctx, kind === 'linked' ? 'applicants.linked' : 'applicants.unlinked', {
    detail: pair,
  })
  return ok()
}

async function lastTurn(
  tx: Tx,
  partnerId: string,
  { accountA, accountB }: { accountA: string; accountB: string },
): Promise<number> {
  const [row] = await tx
    .select({ turn: applicantLinks.turn })
    .from(applicantLinks)
    .where(
      and(
        eq(applicantLinks.partnerId, partnerId),
        eq(applicantLinks.accountA, accountA),
        eq(applicantLinks.accountB, accountB),
      ),
    )
    .orderBy(desc(applicantLinks.turn))
    .limit(1)
  return row?.turn ?? 0
}

/** The suspicion of this pair, where there is one, follows what was said of it. */
async function settle(
  tx: Tx,
  ctx: Linker,
  { accountA, accountB }: { accountA: string; accountB: string },
  state: SuspicionState,
): Promise<void> {
  const isOpen = state === 'open'
  await tx
    .update(duplicateSuspicions)
    .set({
      state,
      settledBy: isOpen ? null : ctx.actor.accountId,
      settledAt: isOpen ? null : ctx.now,
      settledWhy: '',
    })
    .where(
      and(
        eq(duplicateSuspicions.partnerId, ctx.actor.partnerId),
        eq(duplicateSuspicions.accountA, accountA),
        eq(duplicateSuspicions.accountB, accountB),
      ),
    )
}

/** Puts a suspicion aside: these are two people. Refuses `suspicion_settled` when a colleague was first. */
export const dismissSuspicion = (ctx: Linker, { suspicionId, why }: DismissInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const own = and(
      eq(duplicateSuspicions.partnerId, ctx.actor.partnerId),
      eq(duplicateSuspicions.id, suspicionId),
    )
    const [row] = await tx
      .update(duplicateSuspicions)
      .set({ state: 'dismissed', settledBy: ctx.actor.accountId, settledAt: ctx.now, settledWhy: why })
      .where(and(own, eq(duplicateSuspicions.state, 'open')))
      .returning()
    if (row) {
      await recordEvent(tx, ctx, 'applicants.suspicion_dismissed', {
        detail: { accountA: row.accountA, accountB: row.accountB },
      })
      return ok()
    }
    const [known] = await tx.select({ id: duplicateSuspicions.id }).from(duplicateSuspicions).where(own)
    return known ? refuse('suspicion_settled', { waitsFor: 'staff' }) : refuse('not_found')
  })
