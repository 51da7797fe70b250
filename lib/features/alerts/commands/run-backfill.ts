import { and, asc, eq, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { backfillItems, backfills } from '@/db/schema/alerts'
import type { BackfillItemState, BackfillObject } from '@/lib/domain/alerts/backfill'
import type { ReplayWay } from '@/lib/domain/partners/replay'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { runBackfillJob } from '../schema'
import { type Knowledge, askAgain, knowledgeOf } from './ask-again'

/** Lines done by one run of the job: few enough that a dead worker's are soon another's. */
const linesAtOnce = 20
const longestWaitSeconds = 600

const wayOf: Record<BackfillObject, ReplayWay> = {
  attempt: 'ask_attempt',
  order: 'ask_order',
  message: 'deliver_mail',
}

type Item = typeof backfillItems.$inferSelect

/**
 * Asks about the next lines of a running backfill, one after the other, in the budget class of bulk work, and asks for the job
 * again while lines are left. A line that the budget or the provider puts off stays waiting. May run twice: a line is counted once.
 */
export async function runBackfill(ctx: Ctx<System>, backfillId: string): Promise<void> {
  const bulk: Ctx<System> = { ...ctx, calls: { backfillId, callClass: 'bulk' } }
  for (const item of await listWaiting(ctx, backfillId)) {
    if (!(await isRunning(ctx, backfillId))) return
    const pause = await doLine(bulk, item)
    if (pause !== null) return goOn(ctx, backfillId, Math.min(Math.max(pause, 1), longestWaitSeconds))
  }
  if ((await listWaiting(ctx, backfillId)).length > 0) return goOn(ctx, backfillId, 0)
  await end(ctx, backfillId)
}

const isThis = (ctx: Ctx<System>, id: string) =>
  and(eq(backfills.partnerId, ctx.actor.partnerId), eq(backfills.id, id), eq(backfills.state, 'running'))

async function isRunning(ctx: Ctx<System>, id: string): Promise<boolean> {
  const rows = await database().select({ id: backfills.id }).from(backfills).where(isThis(ctx, id))
  return rows.length > 0
}

const listWaiting = (ctx: Ctx<System>, backfillId: string): Promise<Item[]> =>
  database()
    .select()
    .from(backfillItems)
    .where(
      and(
        eq(backfillItems.partnerId, ctx.actor.partnerId),
        eq(backfillItems.backfillId, backfillId),
        eq(backfillItems.state, 'waiting'),
      ),
    )
    .orderBy(asc(backfillItems.position))
    .limit(linesAtOnce)

/** Seconds to wait when the line was put off; null when it is done, well or not. */
async function doLine(ctx: Ctx<System>, item: Item): Promise<number | null> {
  const way = wayOf[item.object]
  const before = inWords(await knowledgeOf(item.partnerId, way, item.objectId))
  const { refusal, retryAfterSeconds } = await askAgain[way](ctx, item.objectId)
  if (retryAfterSeconds !== null) return retryAfterSeconds
  const after = inWords(await knowledgeOf(item.partnerId, way, item.objectId))
  const state = refusal ? 'failed' : before === after ? 'unchanged' : 'changed'
  await database().transaction((tx) =>
    settle(tx, ctx, item, { state, before, after, refusal: refusal?.code ?? null }),
  )
  return null
}

/** What counts as a change: states, not when they were learnt. */
const inWords = (known: Knowledge): string =>
  ['progress', 'result', 'order', 'fee', 'mail'].flatMap((name) => known[name] ?? []).join('/')

async function settle(
  tx: Tx,
  ctx: Ctx<System>,
  { partnerId, backfillId, position }: Item,
  outcome: {
    state: Exclude<BackfillItemState, 'waiting'>
    before: string
    after: string
    refusal: string | null
  },
): Promise<void> {
  const settled = await tx
    .update(backfillItems)
    .set({ ...outcome, doneAt: ctx.now })
    .where(
      and(
        eq(backfillItems.partnerId, partnerId),
        eq(backfillItems.backfillId, backfillId),
        eq(backfillItems.position, position),
        eq(backfillItems.state, 'waiting'),
      ),
    )
    .returning({ position: backfillItems.position })
  if (settled.length === 0) return
  const counter = backfills[outcome.state]
  await tx
    .update(backfills)
    .set({ [outcome.state]: sql`${counter} + 1`, waitsUntil: null })
    .where(and(eq(backfills.partnerId, partnerId), eq(backfills.id, backfillId)))
}

const goOn = (ctx: Ctx<System>, backfillId: string, afterSeconds: number): Promise<void> =>
  database().transaction(async (tx) => {
    await tx
      .update(backfills)
      .set({ waitsUntil: afterSeconds > 0 ? secondsAfter(ctx.now, afterSeconds) : null })
      .where(isThis(ctx, backfillId))
    await enqueue(
      tx,
      runBackfillJob,
      { partnerId: ctx.actor.partnerId, backfillId },
      afterSeconds > 0 ? { afterSeconds } : {},
    )
  })

const end = (ctx: Ctx<System>, backfillId: string): Promise<void> =>
  database().transaction(async (tx) => {
    const [row] = await tx
      .update(backfills)
      .set({ state: 'done', endedAt: ctx.now, waitsUntil: null })
      .where(isThis(ctx, backfillId))
      .returning()
    if (!row) return
    const { changed, unchanged, failed } = row
    await recordEvent(tx, ctx, 'integration.backfill_ended', {
      detail: { backfillId, changed, unchanged, failed },
    })
  })
