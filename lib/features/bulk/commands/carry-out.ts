import { type SQL, and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { bulkItems, bulkRuns } from '@/db/schema/bulk'
import type { ItemState } from '@/lib/domain/bulk/run'
import { type Refusal, type Result, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { staffOnBehalf } from '@/lib/platform/auth/on-behalf'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import type { ReadyKind } from '../kinds/kind'
import { findKind } from '../kinds/registry'
import { endIfSettled, endWithoutPermission } from './end-run'
import type { RunKey } from './judge-run'
import { ofRun } from './run-row'

/** An application at which the command itself broke down so often is given up. */
const mostTries = 3

/**
 * Goes on with a confirmed run until nothing is left to take, the run is stopped, or `untilMs` (of `performance.now()`) has
 * come. Each application is taken by one worker at a time, judged once more, changed by its own command and settled.
 */
export async function carryOut({ partnerId, runId }: RunKey, untilMs = Infinity): Promise<void> {
  const [run] = await database().select().from(bulkRuns).where(ofRun(partnerId, runId))
  if (run?.state !== 'running' || (run.startsAt && run.startsAt > (await currentTime()))) return
  const kind = findKind(run.kind)
  const ready = kind?.read(run.input)
  const staff = kind && (await staffOnBehalf(partnerId, run.createdBy, kind.permission))
  if (!ready?.ok || !staff) return endWithoutPermission({ partnerId, runId })
  const lane = async () => {
    do {
      const item = await takeItem({ partnerId, runId }, kind.pace.leaseSeconds)
      if (!item) return
      await carryOutOne({ partnerId, runId }, item, ready.value, staff)
    } while (performance.now() < untilMs)
  }
  await Promise.all(Array.from({ length: kind.pace.atOnce }, lane))
  await endIfSettled({ partnerId, runId })
}

type Item = { applicationId: string; tries: number }

/** Takes one application that waits, else one whose worker has fallen silent. The count of tries says whose it is now. */
const takeItem = async (key: RunKey, leaseSeconds: number): Promise<Item | null> =>
  (await take(key, leaseSeconds, sql`state = 'pending'`)) ??
  (await take(key, leaseSeconds, sql`state = 'doing' and lease_until < now()`))

async function take({ partnerId, runId }: RunKey, leaseSeconds: number, which: SQL): Promise<Item | null> {
  const [row] = await database().execute<{ application_id: string; tries: number }>(sql`
    update ${bulkItems} as item
    set state = 'doing', tries = item.tries + 1, lease_until = now() + make_interval(secs => ${leaseSeconds})
    where item.partner_id = ${partnerId} and item.run_id = ${runId} and item.application_id = (
      select application_id from ${bulkItems}
      where partner_id = ${partnerId} and run_id = ${runId} and ${which}
      order by application_id limit 1 for update skip locked)
      and exists (select 1 from ${bulkRuns} where partner_id = ${partnerId} and id = ${runId} and state = 'running')
    returning item.application_id, item.tries`)
  return row ? { applicationId: row.application_id, tries: row.tries } : null
}

async function carryOutOne(key: RunKey, item: Item, ready: ReadyKind, staff: Staff): Promise<void> {
  const outcome = await actOn(key, item, ready, staff).catch((error: unknown) => {
    log.error({ err: error, run: key.runId, application: item.applicationId }, 'bulk item broke down')
    return item.tries >= mostTries ? refuse('try_again', { waitsFor: 'staff' }) : null
  })
  // Broke down: its lease runs out and it is taken again.
  if (!outcome) return
  if (!outcome.ok) return settle(key, item, 'refused', outcome.refusal)
  await settle(key, item, outcome.value === 'already' ? 'skipped' : 'done')
}

/** Judged anew, as it may have changed since the dry run. */
async function actOn(
  { partnerId, runId }: RunKey,
  { applicationId, tries }: Item,
  ready: ReadyKind,
  staff: Staff,
): Promise<Result<'done' | 'already'>> {
  const now = await currentTime()
  const verdict = (await ready.judge(staff, [applicationId], now)).get(applicationId)
  if (!verdict) return refuse('not_found')
  if (verdict.kind === 'refused') return refuse(verdict.code, { waitsFor: 'staff', params: verdict.params })
  // A worker that died in the middle had done it: it was this run all the same.
  if (verdict.kind === 'already') return { ok: true, value: tries > 1 ? 'done' : 'already' }
  const [application] = await database()
    .select({ id: applications.id, number: applications.number })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  if (!application) return refuse('not_found')
  return ready.act({ actor: staff, now, source: 'job', requestId: runId }, { ...application, runId })
}

/** Writes the outcome and counts it, once: a worker whose item was taken from it settles nothing. */
async function settle(
  { partnerId, runId }: RunKey,
  { applicationId, tries }: Item,
  state: Extract<ItemState, 'done' | 'skipped' | 'refused'>,
  refusal?: Refusal,
): Promise<void> {
  await database().transaction(async (tx) => {
    const [settled] = await tx
      .update(bulkItems)
      .set({
        state,
        reason: refusal?.code ?? null,
        reasonParams: refusal?.params ?? null,
        leaseUntil: null,
        settledAt: await currentTime(),
      })
      .where(
        and(
          eq(bulkItems.partnerId, partnerId),
          eq(bulkItems.runId, runId),
          eq(bulkItems.applicationId, applicationId),
          eq(bulkItems.state, 'doing'),
          eq(bulkItems.tries, tries),
        ),
      )
      .returning({ id: bulkItems.applicationId })
    if (!settled) return
    const column = bulkRuns[state]
    await tx
      .update(bulkRuns)
      .set({ [state]: sql`${column} + 1` })
      .where(ofRun(partnerId, runId))
  })
}
