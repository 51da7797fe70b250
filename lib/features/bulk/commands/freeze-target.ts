import { sql } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { bulkItems } from '@/db/schema/bulk'
import { asAskedBy, readApplicationFilter } from '@/lib/domain/applications/filter'
import { mostInRun } from '@/lib/domain/bulk/run'
import { cardsMatching } from '@/lib/features/applications/queries/matching'
import { atTime } from '@/lib/features/applications/queries/standing-in-sql'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import type { StartRunInput } from '../schema'

/**
 * Writes one item for each application the run is aimed at, as they are at this moment: whoever comes to match later is not
 * part of it. Returns how many, at most one more than `mostInRun`. Chosen ids that are not this partner's are left out.
 */
export async function freezeTarget(
  tx: Tx,
  ctx: Ctx<Staff>,
  runId: string,
  target: StartRunInput['target'],
): Promise<number> {
  const { partnerId, accountId } = ctx.actor
  if (target.by === 'choice') return keepOwn(tx, partnerId, runId, target.ids)
  const filter = asAskedBy(readApplicationFilter(new URLSearchParams(target.query)), accountId)
  const matching = cardsMatching(partnerId, filter, null, atTime(partnerId, ctx.now))
  const kept = await tx.execute(sql`
    insert into ${bulkItems} (partner_id, run_id, application_id)
    select c.partner_id, ${runId}::uuid, c.application_id from application_cards as c
    where ${matching} limit ${mostInRun + 1}`)
  return kept.count
}

async function keepOwn(tx: Tx, partnerId: string, runId: string, ids: string[]): Promise<number> {
  const kept = await tx.execute(sql`
    insert into ${bulkItems} (partner_id, run_id, application_id)
    select a.partner_id, ${runId}::uuid, a.id from ${applications} as a
    join jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as chosen(id) on a.id = chosen.id::uuid
    where a.partner_id = ${partnerId}
    on conflict do nothing`)
  return kept.count
}
