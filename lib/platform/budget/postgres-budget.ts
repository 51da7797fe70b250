import { rawSql } from '@/db/client'
import { type BreakerState, breakerState, closedBreaker } from './breaker'
import type { BudgetKey } from './postgres-ring'
import { clockGuard } from './ring'

/** Calls per window, as agreed with the provider. */
export type Agreed = { calls: number; windowSeconds: number }

/** Gives a connection its budget where it has none yet; several processes may do so at once. Every slot is free from now. */
export async function createBudget(key: BudgetKey, agreed: Agreed): Promise<void> {
  assertUsable(agreed)
  await rawSql()`
    with made as (
      insert into call_budgets (partner_id, connection_id, calls, window_seconds, size)
      values (${key.partnerId}, ${key.connectionId}, ${agreed.calls}, ${agreed.windowSeconds}, ${agreed.calls})
      on conflict do nothing
      returning partner_id, connection_id, calls, clock_timestamp() as at
    )
    insert into call_slots (partner_id, connection_id, slot, free_at)
    select partner_id, connection_id, slot, at from made, generate_series(0, calls - 1) as slot`
}

/** Changes the agreement while calls go on; the model's `changeAgreement`, said in SQL. */
export async function changeBudget(key: BudgetKey, agreed: Agreed): Promise<void> {
  assertUsable(agreed)
  await createBudget(key, agreed)
  const { calls, windowSeconds } = agreed
  await rawSql().begin(async (sql) => {
    const ours = sql`partner_id = ${key.partnerId} and connection_id = ${key.connectionId}`
    const [old] = await sql<{ calls: number; windowSeconds: number; size: number }[]>`
      select calls, window_seconds as "windowSeconds", size from call_budgets where ${ours} for update`
    if (!old) return
    // Held until we are done: no take may lease a slot that is being taken away.
    await sql`select from call_slots where ${ours} order by slot for update`
    const size = old.size === old.calls ? calls : Math.min(old.size, calls)
    const longer = (windowSeconds - old.windowSeconds) * clockGuard
    await sql`update call_budgets set calls = ${calls}, window_seconds = ${windowSeconds}, size = ${size} where ${ours}`
    await sql`
      update call_slots set free_at = free_at + ${longer}::float8 * interval '1 second'
      where ${ours} and taken_at is not null`
    await sql`
      insert into call_slots (partner_id, connection_id, slot, free_at)
      select ${key.partnerId}, ${key.connectionId}, last + added, clock_timestamp()
      from (select max(slot) as last from call_slots where ${ours}) l,
        generate_series(1, ${calls - old.calls}::int) as added`
    await sql`
      delete from call_slots where ${ours} and slot in (
        select slot from call_slots where ${ours} order by free_at, slot limit ${Math.max(0, old.calls - calls)})`
    await sql`
      update call_slots s set is_parked = not s.is_parked
      from (
        select slot, is_parked, row_number() over (partition by is_parked order by free_at, slot) as nth,
          count(*) filter (where not is_parked) over () as in_use
        from call_slots where ${ours}
      ) r
      where ${ours} and s.slot = r.slot
        and case when r.is_parked then r.nth <= ${size} - r.in_use else r.nth <= r.in_use - ${size} end`
  })
}

function assertUsable({ calls, windowSeconds }: Agreed): void {
  const isWhole = (value: number, most: number) => Number.isInteger(value) && value >= 1 && value <= most
  if (!isWhole(calls, 10_000) || !isWhole(windowSeconds, 86_400))
    throw new RangeError('a call budget is 1 to 10,000 calls per 1 to 86,400 seconds')
}

/** How a connection's budget stands, for the gauge in the settings. */
export type BudgetState = Agreed & {
  /** Calls per window just now: fewer than agreed after a 429, growing back by a hundredth a window. */
  size: number
  /** Slots that cannot be taken now: their calls are on their way, or the provider still counts them. */
  used: number
  left: number
  /** 429s ever met. */
  rejections: number
  lastRejectedAt: Date | null
  /** Silent until then, because the provider said so; null when it may be called. */
  pausedUntil: Date | null
  breaker: BreakerState
  /** When the next slot is free; null while there is one. */
  nextFreeAt: Date | null
}

/** Reads the budget's state; null for a connection that has never called. */
export async function readBudget(key: BudgetKey): Promise<BudgetState | null> {
  const [row] = await rawSql()<(Omit<BudgetState, 'breaker'> & { at: Date; openUntil: Date | null })[]>`
    select clock.at, b.calls, b.window_seconds as "windowSeconds", b.size, s.used, s.left, b.rejections::float8 as rejections,
      b.last_rejected_at as "lastRejectedAt", b.open_until as "openUntil",
      case when b.paused_until > clock.at then b.paused_until end as "pausedUntil",
      case when s.left = 0 then s.next_free_at end as "nextFreeAt"
    from call_budgets b, (select clock_timestamp() as at offset 0) clock, lateral (
      select count(*) filter (where free_at > clock.at)::int as used,
        count(*) filter (where free_at <= clock.at and not is_parked)::int as left,
        min(free_at) filter (where free_at > clock.at and not is_parked) as next_free_at
      from call_slots s where s.partner_id = b.partner_id and s.connection_id = b.connection_id
    ) s
    where b.partner_id = ${key.partnerId} and b.connection_id = ${key.connectionId}`
  if (!row) return null
  const { at, openUntil, ...state } = row
  const breaker = { ...closedBreaker, openUntil: openUntil?.getTime() ?? null }
  return { ...state, breaker: breakerState(breaker, at.getTime()) }
}
