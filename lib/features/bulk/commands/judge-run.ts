import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { bulkItems, bulkRuns } from '@/db/schema/bulk'
import type { Verdict } from '@/lib/domain/bulk/run'
import { staffOnBehalf } from '@/lib/platform/auth/on-behalf'
import { currentTime } from '@/lib/platform/clock'
import { findKind } from '../kinds/registry'
import { endWithoutPermission } from './end-run'
import { ofRun } from './run-row'

const chunk = 200

export type RunKey = { partnerId: string; runId: string }

/**
 * Goes on with a dry run until every application has its verdict, the run is stopped, or `untilMs` (of `performance.now()`)
 * has come. A chunk and its counts are one transaction, so that a worker that dies leaves no half of one; several may work at it.
 */
export async function judgeRun({ partnerId, runId }: RunKey, untilMs = Infinity): Promise<void> {
  const [run] = await database().select().from(bulkRuns).where(ofRun(partnerId, runId))
  if (run?.state !== 'judging') return
  const kind = findKind(run.kind)
  const ready = kind?.read(run.input)
  const staff = kind && (await staffOnBehalf(partnerId, run.createdBy, kind.permission))
  if (!ready?.ok || !staff) return endWithoutPermission({ partnerId, runId })
  do {
    const now = await currentTime()
    const taken = await database().transaction(async (tx) => {
      const ids = await takeUnjudged(tx, { partnerId, runId })
      if (ids.length === 0) return 0
      const verdicts = await ready.value.judge(staff, ids, now)
      await keepVerdicts(tx, { partnerId, runId }, ids, verdicts)
      return ids.length
    })
    if (taken === 0) break
  } while (performance.now() < untilMs)
  await database()
    .update(bulkRuns)
    .set({ state: 'judged', judgedAt: await currentTime() })
    .where(and(ofRun(partnerId, runId), eq(bulkRuns.state, 'judging'), eq(bulkRuns.judged, bulkRuns.total)))
}

async function takeUnjudged(tx: Tx, { partnerId, runId }: RunKey): Promise<string[]> {
  const rows = await tx
    .select({ id: bulkItems.applicationId })
    .from(bulkItems)
    .innerJoin(
      bulkRuns,
      and(
        eq(bulkRuns.partnerId, bulkItems.partnerId),
        eq(bulkRuns.id, bulkItems.runId),
        eq(bulkRuns.state, 'judging'),
      ),
    )
    .where(and(eq(bulkItems.partnerId, partnerId), eq(bulkItems.runId, runId), isNull(bulkItems.verdict)))
    .orderBy(asc(bulkItems.applicationId))
    .limit(chunk)
    .for('update', { of: bulkItems, skipLocked: true })
  return rows.map(({ id }) => id)
}

async function keepVerdicts(
  tx: Tx,
  { partnerId, runId }: RunKey,
  ids: string[],
  verdicts: Map<string, Verdict>,
): Promise<void> {
  const found = ids.map((id) => ({ id, ...(verdicts.get(id) ?? gone) }))
  const rows = found.map((verdict) => ({
    id: verdict.id,
    kind: verdict.kind,
    code: verdict.kind === 'refused' ? verdict.code : null,
    params: verdict.kind === 'refused' ? (verdict.params ?? null) : null,
  }))
  await tx.execute(sql`
    update ${bulkItems} as item set verdict = said.kind, verdict_reason = said.code, verdict_params = said.params
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as said(id uuid, kind text, code text, params jsonb)
    where item.partner_id = ${partnerId} and item.run_id = ${runId} and item.application_id = said.id`)
  const count = (kind: Verdict['kind']) => found.filter((verdict) => verdict.kind === kind).length
  await tx
    .update(bulkRuns)
    .set({
      judged: sql`${bulkRuns.judged} + ${found.length}`,
      wouldChange: sql`${bulkRuns.wouldChange} + ${count('change')}`,
      alreadySo: sql`${bulkRuns.alreadySo} + ${count('already')}`,
      wouldRefuse: sql`${bulkRuns.wouldRefuse} + ${count('refused')}`,
    })
    .where(ofRun(partnerId, runId))
}

const gone: Verdict = { kind: 'refused', code: 'not_found' }
