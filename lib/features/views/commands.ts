import { and, count, eq, ne, or, isNotNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { defaultViews, savedViews, viewLayouts } from '@/db/schema/views'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import {
  type ArrangeViewInput,
  mostViews,
  type OpenWithViewInput,
  type RenameViewInput,
  type SaveViewInput,
  type ShareViewInput,
  type ViewInput,
} from './schema'

/** The one list that has views so far. */
const list = 'applications'

type Reader = Ctx<Staff<'applications.read'>>

/** Keeps a list's filter, order and columns under a name, one's own alone. Refuses `too_many_views`. */
export const saveView = (
  ctx: Reader,
  { name, query, columns }: SaveViewInput,
): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId: ownerId } = ctx.actor
    const [kept] = await tx
      .select({ count: count() })
      .from(savedViews)
      .where(
        and(
          eq(savedViews.partnerId, partnerId),
          eq(savedViews.ownerId, ownerId),
          eq(savedViews.list, list),
          ne(savedViews.name, name),
        ),
      )
    if (kept && kept.count >= mostViews) return refuse('too_many_views', { params: { most: mostViews } })
    const [view] = await tx
      .insert(savedViews)
      .values({ partnerId, ownerId, list, name, query, columns, createdAt: ctx.now })
      .onConflictDoUpdate({
        target: [savedViews.partnerId, savedViews.ownerId, savedViews.list, savedViews.name],
        set: { query, columns },
      })
      .returning({ id: savedViews.id })
    if (!view) throw new Error('a view was neither written nor found')
    await forgetLayouts(tx, ctx, view.id, ownerId)
    await recordEvent(tx, ctx, 'view.saved', { detail: { viewId: view.id } })
    return ok({ id: view.id })
  })

/** Gives a view of one's own another name. Refuses `not_found`, `view_name_taken`. */
export const renameView = (ctx: Reader, { viewId, name }: RenameViewInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId: ownerId } = ctx.actor
    const [namesake] = await tx
      .select({ id: savedViews.id })
      .from(savedViews)
      .where(
        and(
          eq(savedViews.partnerId, partnerId),
          eq(savedViews.ownerId, ownerId),
          eq(savedViews.list, list),
          eq(savedViews.name, name),
          ne(savedViews.id, viewId),
        ),
      )
    if (namesake) return refuse('view_name_taken')
    const [view] = await tx
      .update(savedViews)
      .set({ name })
      .where(own(ctx, viewId))
      .returning({ id: savedViews.id })
    if (!view) return refuse('not_found')
    await recordEvent(tx, ctx, 'view.renamed', { detail: { viewId } })
    return ok()
  })

/**
 * Shows a view of one's own to the partner's other staff, or takes a shared one back; anybody who may share may take back,
 * as its owner may have left. Refuses `not_found`.
 */
export const shareView = (
  ctx: Ctx<Staff<'views.share'>>,
  { viewId, shared }: ShareViewInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [view] = await tx
      .update(savedViews)
      .set({ sharedAt: shared ? ctx.now : null })
      .where(
        shared
          ? own(ctx, viewId)
          : and(
              eq(savedViews.partnerId, partnerId),
              eq(savedViews.id, viewId),
              isNotNull(savedViews.sharedAt),
            ),
      )
      .returning({ ownerId: savedViews.ownerId })
    if (!view) return refuse('not_found')
    if (!shared)
      await tx
        .delete(defaultViews)
        .where(
          and(
            eq(defaultViews.partnerId, partnerId),
            eq(defaultViews.viewId, viewId),
            ne(defaultViews.accountId, view.ownerId),
          ),
        )
    await recordEvent(tx, ctx, shared ? 'view.shared' : 'view.unshared', { detail: { viewId } })
    return ok()
  })

export type DeletedView = { name: string; query: string; columns: string[]; isShared: boolean }

/** Deletes a view of one's own, for everybody it was shared with too. Returns what it held. Refuses `not_found`. */
export const deleteView = (ctx: Reader, { viewId }: ViewInput): Promise<Result<DeletedView>> =>
  transaction(async (tx) => {
    const [view] = await tx.delete(savedViews).where(own(ctx, viewId)).returning()
    if (!view) return refuse('not_found')
    await forgetLayouts(tx, ctx, viewId)
    await recordEvent(tx, ctx, 'view.deleted', { detail: { viewId } })
    return ok({
      name: view.name,
      query: view.query,
      columns: view.columns ?? [],
      isShared: view.sharedAt !== null,
    })
  })

/** The list opens with this view from now on, for whoever asks; with `all` it opens unfiltered again. Refuses `not_found`. */
export const openWithView = (ctx: Reader, { view }: OpenWithViewInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    await tx
      .delete(defaultViews)
      .where(
        and(
          eq(defaultViews.partnerId, partnerId),
          eq(defaultViews.accountId, accountId),
          eq(defaultViews.list, list),
        ),
      )
    if (view !== 'all') {
      if (!(await isOpenTo(tx, ctx, view))) return refuse('not_found')
      await tx.insert(defaultViews).values({ partnerId, accountId, list, viewId: view })
    }
    await recordEvent(tx, ctx, 'view.made_default', { detail: { viewId: view === 'all' ? null : view } })
    return ok()
  })

/** Columns and density of a view for whoever asks; nobody else's change. Nothing happened to an application: no event. */
export const arrangeView = (
  ctx: Reader,
  { view, columns, dense: isDense }: ArrangeViewInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    if (view !== 'all' && !(await isOpenTo(tx, ctx, view))) return refuse('not_found')
    await tx
      .insert(viewLayouts)
      .values({ partnerId, accountId, list, view, columns, isDense })
      .onConflictDoUpdate({
        target: [viewLayouts.partnerId, viewLayouts.accountId, viewLayouts.list, viewLayouts.view],
        set: { columns, isDense },
      })
    return ok()
  })

const own = ({ actor }: Ctx<Staff>, viewId: string) =>
  and(
    eq(savedViews.partnerId, actor.partnerId),
    eq(savedViews.id, viewId),
    eq(savedViews.ownerId, actor.accountId),
  )

async function isOpenTo(tx: Tx, { actor }: Reader, viewId: string): Promise<boolean> {
  const [view] = await tx
    .select({ id: savedViews.id })
    .from(savedViews)
    .where(
      and(
        eq(savedViews.partnerId, actor.partnerId),
        eq(savedViews.id, viewId),
        or(eq(savedViews.ownerId, actor.accountId), isNotNull(savedViews.sharedAt)),
      ),
    )
    // Held until we are done: nobody deletes it meanwhile.
    .for('share')
  return view !== undefined
}

/** What somebody had arranged for a view is gone with the view; what its owner saves replaces what they had arranged. */
const forgetLayouts = (tx: Tx, { actor }: Ctx<Staff>, viewId: string, ofAccount?: string) =>
  tx
    .delete(viewLayouts)
    .where(
      and(
        eq(viewLayouts.partnerId, actor.partnerId),
        eq(viewLayouts.view, viewId),
        ofAccount ? eq(viewLayouts.accountId, ofAccount) : undefined,
      ),
    )
