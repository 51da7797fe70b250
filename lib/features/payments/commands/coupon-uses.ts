import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { couponUses, coupons } from '@/db/schema/fees'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'

type OfApplication = { partnerId: string; id: string }

/**
 * The fee is over: the use that made its price counts as used for good, any other one is given back. A use that was given
 * back before its late payment came stays given back: the price was quoted, so it holds all the same.
 */
export async function endCouponUse(
  tx: Tx,
  ctx: Ctx,
  application: OfApplication,
  usedId: string | null,
): Promise<void> {
  if (usedId)
    await tx
      .update(couponUses)
      .set({ state: 'used', heldUntil: null, endedAt: ctx.now })
      .where(and(ofApplication(application), eq(couponUses.id, usedId), eq(couponUses.state, 'held')))
  await releaseHeld(tx, ctx, application, usedId)
}

/** Gives a use back that is only held, so that somebody else can have it. Returns whether there was one. */
export async function releaseHeld(
  tx: Tx,
  ctx: Ctx,
  application: OfApplication,
  exceptId: string | null = null,
): Promise<boolean> {
  const released = await tx
    .update(couponUses)
    .set({ state: 'released', endedAt: ctx.now })
    .where(
      and(
        ofApplication(application),
        eq(couponUses.state, 'held'),
        exceptId ? ne(couponUses.id, exceptId) : undefined,
      ),
    )
    .returning({ couponId: couponUses.couponId })
  for (const { couponId } of released) await countUses(tx, application.partnerId, couponId, -1)
  if (released.length > 0)
    await recordEvent(tx, ctx, 'fee.coupon_released', { applicationId: application.id })
  return released.length > 0
}

/** Moves the count of a coupon's uses; false when the limit stands against it, which the database decides. */
export async function countUses(tx: Tx, partnerId: string, couponId: string, by: 1 | -1): Promise<boolean> {
  const moved = await tx
    .update(coupons)
    .set({ uses: sql`${coupons.uses} + ${by}` })
    .where(
      and(
        eq(coupons.partnerId, partnerId),
        eq(coupons.id, couponId),
        by === 1 ? sql`${coupons.uses} < ${coupons.maxUses}` : sql`${coupons.uses} > 0`,
      ),
    )
    .returning({ id: coupons.id })
  return moved.length === 1
}

/** Uses that were typed and never taken to the gateway, and whose time is over: they make room. Returns how many. */
export async function releaseLapsed(tx: Tx, ctx: Ctx, couponId: string): Promise<number> {
  const { partnerId } = ctx.actor
  const lapsed = await tx
    .select({ id: couponUses.id })
    .from(couponUses)
    .where(
      and(
        eq(couponUses.partnerId, partnerId),
        eq(couponUses.couponId, couponId),
        eq(couponUses.state, 'held'),
        sql`${couponUses.heldUntil} <= ${ctx.now.toISOString()}::timestamptz`,
      ),
    )
    .for('update', { skipLocked: true })
  if (lapsed.length === 0) return 0
  const released = await tx
    .update(couponUses)
    .set({ state: 'released', endedAt: ctx.now })
    .where(
      and(
        eq(couponUses.partnerId, partnerId),
        inArray(
          couponUses.id,
          lapsed.map(({ id }) => id),
        ),
      ),
    )
    .returning({ id: couponUses.id })
  await tx
    .update(coupons)
    .set({ uses: sql`${coupons.uses} - ${released.length}` })
    .where(and(eq(coupons.partnerId, partnerId), eq(coupons.id, couponId)))
  return released.length
}

/** The browser leaves for the gateway with this use's price: it is kept until it is paid with or given back. */
export const keepCouponUse = (tx: Tx, partnerId: string, id: string) =>
  tx
    .update(couponUses)
    .set({ heldUntil: null })
    .where(and(eq(couponUses.partnerId, partnerId), eq(couponUses.id, id), eq(couponUses.state, 'held')))

const ofApplication = ({ partnerId, id }: OfApplication) =>
  and(eq(couponUses.partnerId, partnerId), eq(couponUses.applicationId, id))
