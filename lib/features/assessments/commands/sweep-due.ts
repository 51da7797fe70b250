import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { and, asc, desc, eq, inArray, isNull, lte, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { isOwed, looksPerSecond, worthOfAsking } from '@/lib/domain/assessments/schedule'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type BudgetKey, budgetState } from '@/lib/platform/budget/budget'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { lookFactsOf, nextAskOf } from './attempt-row'
import { knownFinishes, learnAgain, weighLoad } from './finish-knowledge'
import { syncAttempt } from './sync'

/** Attempts claimed from one connection at a time, and calls of it on their way at once. */
const batch = 24
const atOnce = 6
/** Due attempts of one connection that are compared with each other. */
const mostCompared = 2000
/** A claimed attempt belongs to its worker for this long; when the worker dies, another takes it then. Seconds. */
const leaseSeconds = 45
/** While one connection is slow, the others are looked at again this often; no new work is taken after the second. */
const againMs = 2_000
const takesWorkMs = 20_000
/** Of a connection that has never called. */
const plenty = { calls: 300, windowSeconds: 120, left: 300 }

/**
 * Asks about the due attempts of every partner, connection by connection at the same time, so that a slow provider holds
 * up nobody else. Within a connection the worthiest come first, and never more than its budget can serve now. Claiming
 * moves the next ask ahead, so several workers never ask about the same attempt. Returns how many were asked about.
 */
export async function sweepDueAttempts(): Promise<number> {
  const began = performance.now()
  const running = new Map<string, Promise<void>>()
  const restsUntil = new Map<string, number>()
  let asked = 0
  for (;;) {
    const now = performance.now()
    const due = now - began < takesWorkMs ? await listDueConnections(await currentTime()) : []
    for (const connection of due) {
      const id = connection.connectionId
      if (running.has(id) || (restsUntil.get(id) ?? 0) > now) continue
      const sweep = sweepConnection(connection)
        .catch((error: unknown) => {
          log.error({ err: error, connectionId: id }, 'connection could not be swept')
          return 0
        })
        .then((count) => {
          asked += count
          if (count < batch) restsUntil.set(id, performance.now() + againMs)
          running.delete(id)
        })
      running.set(id, sweep)
    }
    if (running.size === 0) return asked
    await Promise.race([...running.values(), sleep(againMs)])
  }
}

const listDueConnections = (now: Date): Promise<BudgetKey[]> =>
  database()
    .selectDistinct({ partnerId: attempts.partnerId, connectionId: attempts.connectionId })
    .from(attempts)
    .where(and(lte(attempts.nextAskAt, now), isNull(attempts.frozenAt)))

/** One batch of one connection. Returns how many were asked about. */
async function sweepConnection(connection: BudgetKey): Promise<number> {
  const now = await currentTime()
  const { size, windowSeconds, free } = await spareOf(connection)
  if (free === 0) return 0
  const due = await listDue(connection, now)
  const price = await weighLoad(connection, size / windowSeconds, now)
  const tests = new Map(due.map((row) => [`${row.testId} ${row.expectedMinutes}`, row]))
  for (const test of tests.values()) await learnAgain(test, now)
  const ranked = due
    .map((row) => ({ row, worth: worthOf(row, now) }))
    .sort((one, other) => other.worth - one.worth)
  const owed = ranked.filter(({ worth }) => isOwed(worth)).slice(0, Math.min(free, batch))
  const looks = ranked.filter(({ worth }) => !isOwed(worth) && worth >= price)
  const most = Math.min(batch, free) - owed.length
  const allowed = takeLooks(
    connection,
    looksPerSecond({ free, calls: size, windowSeconds }),
    Math.min(most, looks.length),
  )
  const chosen = [...owed, ...looks.slice(0, allowed)]
  await postpone(
    ranked.filter(({ worth }) => worth < price / 2).map(({ row }) => row),
    now,
  )
  const claimed = await claim(
    connection,
    chosen.map(({ row }) => row.id),
    now,
  )
  for (let at = 0; at < claimed.length; at += atOnce)
    await Promise.all(claimed.slice(at, at + atOnce).map((id) => ask(connection.partnerId, id)))
  return claimed.length
}

/** How many calls the connection has left now: one while its breaker tries it again, none while the provider said so. */
async function spareOf({ partnerId, connectionId }: BudgetKey) {
  const state = await budgetState(partnerId, connectionId)
  if (!state) return { size: plenty.calls, windowSeconds: plenty.windowSeconds, free: plenty.left }
  const { size, windowSeconds, left, pausedUntil, breaker } = state
  if (pausedUntil || breaker === 'open') return { size, windowSeconds, free: 0 }
  return { size, windowSeconds, free: breaker === 'closed' ? left : Math.min(1, left) }
}

type DueRow = Awaited<ReturnType<typeof listDue>>[number]

/** The due attempts of a connection, those with a hint first. */
const listDue = ({ partnerId, connectionId }: BudgetKey, now: Date) =>
  database()
    .select()
    .from(attempts)
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(attempts.connectionId, connectionId),
        lte(attempts.nextAskAt, now),
        isNull(attempts.frozenAt),
      ),
    )
    .orderBy(
      desc(sql`coalesce(${attempts.hintedAt} > coalesce(${attempts.lastAskedAt}, '-infinity'), false)`),
      asc(attempts.nextAskAt),
    )
    .limit(mostCompared)

const worthOf = (row: DueRow, now: Date): number =>
  worthOfAsking(lookFactsOf(row, now), row.launchedAt ? knownFinishes(row).model : null, row.nextAskAt ?? now)

// How many looks this process may still make at each connection, and when that was last counted.
const looksLeft = new Map<string, { looks: number; at: number }>()

/** Takes up to `wanted` of the looks that have become free at this rate since the last sweep. */
function takeLooks({ connectionId }: BudgetKey, perSecond: number, wanted: number): number {
  const at = performance.now()
  const before = looksLeft.get(connectionId) ?? { looks: 1, at: at - againMs }
  const seconds = Math.min(5, (at - before.at) / 1000)
  const looks = Math.min(before.looks + perSecond * seconds, Math.max(1, perSecond * 5))
  const taken = Math.max(0, Math.min(wanted, Math.floor(looks)))
  looksLeft.set(connectionId, { looks: looks - taken, at })
  return taken
}

/** Due, but not worth a call at the present load: looked at again when they will be. A hint that arrives meanwhile wins. */
async function postpone(rows: DueRow[], now: Date): Promise<void> {
  const later = rows.flatMap((row) => {
    const at = nextAskOf(row, now)
    return at && at > now ? [{ id: row.id, at: at.toISOString() }] : []
  })
  if (later.length === 0) return
  await database().execute(sql`
    update attempts set next_ask_at = later.at
    from jsonb_to_recordset(${JSON.stringify(later)}::jsonb) as later(id uuid, at timestamptz)
    where attempts.id = later.id and attempts.next_ask_at <= ${now.toISOString()}::timestamptz
      and (hinted_at is null or hinted_at <= last_asked_at)`)
}

/** Those of the chosen that are still due and that no other worker holds; theirs is the lease from here on. */
const claim = ({ partnerId }: BudgetKey, ids: string[], now: Date): Promise<string[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : database().transaction(async (tx) => {
        const mine = and(
          eq(attempts.partnerId, partnerId),
          inArray(attempts.id, ids),
          lte(attempts.nextAskAt, now),
        )
        const held = await tx
          .select({ id: attempts.id })
          .from(attempts)
          .where(mine)
          .for('update', { skipLocked: true })
        const heldIds = held.map(({ id }) => id)
        if (heldIds.length > 0)
          await tx
            .update(attempts)
            .set({ nextAskAt: secondsAfter(now, leaseSeconds) })
            .where(and(eq(attempts.partnerId, partnerId), inArray(attempts.id, heldIds)))
        return ids.filter((id) => heldIds.includes(id))
      })

/** One attempt that cannot be read must not stop the others; its lease brings it back. */
async function ask(partnerId: string, attemptId: string): Promise<void> {
  const ctx = {
    actor: { kind: 'system' as const, partnerId },
    now: await currentTime(),
    source: 'poll' as const,
    requestId: randomUUID(),
  }
  await syncAttempt(ctx, { attemptId }).catch((error: unknown) =>
    log.error({ err: error, attemptId }, 'attempt could not be asked about'),
  )
}
