import { type SQL, and, eq, inArray } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { releases } from '@/db/schema/decisions'
import { type ReleaseMove, releaseMoves } from '@/lib/domain/decisions/release'

export type Release = typeof releases.$inferSelect

/**
 * The release, held until the transaction ends; null when this partner has none such. `share` lets several workers carry
 * one release out together, while nobody can move it between two of their decisions.
 */
export async function lockRelease(
  tx: Tx,
  partnerId: string,
  releaseId: string,
  how: 'update' | 'share' = 'update',
): Promise<Release | null> {
  const [row] = await tx
    .select()
    .from(releases)
    .where(and(eq(releases.partnerId, partnerId), eq(releases.id, releaseId)))
    .for(how)
  return row ?? null
}

/** Moves a release; null when it is not in a state from which `move` may be made. */
export async function moveRelease(
  tx: Tx,
  { partnerId, id }: Pick<Release, 'partnerId' | 'id'>,
  move: ReleaseMove,
  set: Partial<typeof releases.$inferInsert> = {},
  only?: SQL,
): Promise<Release | null> {
  const [moved] = await tx
    .update(releases)
    .set({ ...set, state: releaseMoves[move].to })
    .where(
      and(
        eq(releases.partnerId, partnerId),
        eq(releases.id, id),
        inArray(releases.state, [...releaseMoves[move].from]),
        only,
      ),
    )
    .returning()
  return moved ?? null
}
