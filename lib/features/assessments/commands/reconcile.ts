import { randomUUID } from 'node:crypto'
import { and, asc, eq, inArray, isNotNull, isNull, lt, or } from 'drizzle-orm'
import { database } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { reconcileCursors } from '@/db/schema/connections'
import { connections } from '@/db/schema/partners'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { integrationIo } from '@/lib/features/partners/commands'
import type { System } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import type { CallMark, Ctx } from '@/lib/platform/context'
import { log } from '@/lib/platform/log'
import { outcomeOf } from '@/lib/platform/provider-error'
import type { EndedSitting, OpenProvider } from '@/lib/providers/assessments/contract'
import { assessmentProviders } from '@/lib/providers/assessments/registry'
import { acceptReconciled } from './accept-hint'
import { openProvider } from './open-provider'

const daySeconds = 86_400
/** The provider's list may lag behind what it tells about one sitting; days overlap by this much. Seconds. */
const overlapSeconds = 6 * 3600
/** After a run that failed, the next one is this far away. Seconds. */
const retrySeconds = 3600
const longestWindowSeconds = 14 * daySeconds
/** One call repeats the callbacks of at most so many sittings. */
const replayAtOnce = 100

type Connection = { partnerId: string; connectionId: string }

/**
 * Once a day per connection that can be reconciled: goes through the provider's own list of ended sittings, and has the
 * callbacks of what is still open here sent again. Whatever the list names is only asked about next; expiries and
 * cancellations, which no callback tells, are found this way. Returns how many connections were gone through.
 */
export async function reconcileDue(): Promise<number> {
  const able = Object.entries(assessmentProviders)
    .filter(([, provider]) => provider.capabilities.supportsReconcile)
    .map(([id]) => id)
  if (able.length === 0) return 0
  const now = await currentTime()
  const due = await database()
    .select({ partnerId: connections.partnerId, connectionId: connections.id })
    .from(connections)
    .leftJoin(
      reconcileCursors,
      and(
        eq(reconcileCursors.partnerId, connections.partnerId),
        eq(reconcileCursors.connectionId, connections.id),
      ),
    )
    .where(
      and(
        eq(connections.kind, 'assessment'),
        inArray(connections.provider, able),
        or(
          isNull(reconcileCursors.lastRunAt),
          lt(reconcileCursors.lastRunAt, secondsAfter(now, -daySeconds)),
        ),
      ),
    )
    .limit(20)
  for (const connection of due)
    await reconcile(connection, now).catch((error: unknown) =>
      log.error({ err: error, ...connection }, 'a connection could not be reconciled'),
    )
  return due.length
}

/**
 * One connection, now. Several workers may come at once: who claims the cursor does it. `asked` is staff's wish: it does not
 * wait until a day has passed, and says how its calls are logged.
 */
export async function reconcile(
  connection: Connection,
  now: Date,
  asked: CallMark | null = null,
): Promise<{ found: number } | null> {
  const claimed = await claim(connection, now, asked !== null)
  if (!claimed) return null
  const ctx: Ctx<System> = {
    actor: { kind: 'system', partnerId: connection.partnerId },
    now,
    source: 'poll',
    requestId: randomUUID(),
    ...(asked ? { calls: asked } : {}),
  }
  const io = integrationIo(ctx, {
    connectionId: connection.connectionId,
    purpose: 'reconcile',
    callClass: 'sweep',
  })
  const outcome = await outcomeOf(async () => {
    const provider = await openProvider(connection.partnerId, connection.connectionId)
    const ended = (await provider.listEnded?.({ from: claimed.from, until: now }, io)) ?? []
    await replayCallbacks(provider, connection, now, io)
    return ended
  })
  if ('error' in outcome) {
    await setCursor(connection, claimed.reconciledUntil, secondsAfter(now, retrySeconds - daySeconds))
    await io.conclude(`Not reconciled (${outcome.error.kind}); tried again in an hour`)
    return null
  }
  const found = await follow(ctx, connection, outcome.answer)
  // Only now: a worker that died before would leave the same days to the next.
  await setCursor(connection, now, now)
  await io.conclude(`${outcome.answer.length} ended sittings listed, ${found} of them news here`)
  return { found }
}

async function claim({ partnerId, connectionId }: Connection, now: Date, isAsked: boolean) {
  return database().transaction(async (tx) => {
    await tx
      .insert(reconcileCursors)
      .values({
        partnerId,
        connectionId,
        reconciledUntil: secondsAfter(now, -longestWindowSeconds),
        lastRunAt: new Date(0),
      })
      .onConflictDoNothing()
    const [cursor] = await tx
      .select()
      .from(reconcileCursors)
      .where(and(eq(reconcileCursors.partnerId, partnerId), eq(reconcileCursors.connectionId, connectionId)))
      .for('update', { skipLocked: true })
    if (!cursor) return null
    if (!isAsked && cursor.lastRunAt > secondsAfter(now, -daySeconds)) return null
    await tx
      .update(reconcileCursors)
      .set({ lastRunAt: now })
      .where(and(eq(reconcileCursors.partnerId, partnerId), eq(reconcileCursors.connectionId, connectionId)))
    const earliest = secondsAfter(now, -longestWindowSeconds)
    const from = secondsAfter(cursor.reconciledUntil, -overlapSeconds)
    return { reconciledUntil: cursor.reconciledUntil, from: from > earliest ? from : earliest }
  })
}

const setCursor = ({ partnerId, connectionId }: Connection, reconciledUntil: Date, lastRunAt: Date) =>
  database()
    .update(reconcileCursors)
    .set({ reconciledUntil, lastRunAt })
    .where(and(eq(reconcileCursors.partnerId, partnerId), eq(reconcileCursors.connectionId, connectionId)))

/** Attempts the list names and whose end we do not know yet are asked about next. */
async function follow(ctx: Ctx<System>, { partnerId, connectionId }: Connection, ended: EndedSitting[]) {
  let found = 0
  for (let at = 0; at < ended.length; at += 500) {
    const part = new Map(ended.slice(at, at + 500).map((sitting) => [sitting.externalId, sitting]))
    found += await database().transaction(async (tx) => {
      const rows = await tx
        .select()
        .from(attempts)
        .where(
          and(
            eq(attempts.partnerId, partnerId),
            eq(attempts.connectionId, connectionId),
            inArray(attempts.externalId, [...part.keys()]),
            isStillOpen,
          ),
        )
      let news = 0
      for (const row of rows)
        if (await acceptReconciled(tx, ctx, row, part.get(row.externalId ?? '')?.rawStatus ?? null)) news += 1
      return news
    })
  }
  return found
}

const isStillOpen = and(
  isNull(attempts.frozenAt),
  or(
    inArray(attempts.progress, ['not_started', 'in_progress']),
    and(eq(attempts.progress, 'completed'), inArray(attempts.result, ['none', 'pending', 'partial'])),
  ),
)

/** For sittings begun more than a day ago: a callback that was lost five times is sent anew. */
async function replayCallbacks(
  provider: OpenProvider,
  { partnerId, connectionId }: Connection,
  now: Date,
  io: ReturnType<typeof integrationIo>,
): Promise<void> {
  if (!provider.replayCallbacks) return
  const rows = await database()
    .select({ externalId: attempts.externalId })
    .from(attempts)
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(attempts.connectionId, connectionId),
        eq(attempts.progress, 'in_progress'),
        isNotNull(attempts.externalId),
        isNull(attempts.frozenAt),
        lt(attempts.launchedAt, secondsAfter(now, -daySeconds)),
      ),
    )
    .orderBy(asc(attempts.launchedAt))
    .limit(replayAtOnce)
  const ids = rows.flatMap(({ externalId }) => (externalId ? [externalId] : []))
  if (ids.length > 0) await provider.replayCallbacks(ids, io)
}
