import { rawSql } from '@/db/client'
import { breakerRules } from './breaker'
import {
  type Answer,
  type Ask,
  type Ending,
  clockGuard,
  growthDivisor,
  shares,
  shrinkTo,
  waitingMarginMs,
} from './ring'

/*
 * The ring in PostgreSQL: ring.ts and breaker.ts said in SQL, one statement to take and one to give back, by the clock of the
 * database's machine alone. Two takes at once cannot get one slot (its row is locked, others skip it); the counts they read may
 * be a few calls old, so what is kept back for other classes is exact to the number of takes in the same instant.
 */

export type BudgetKey = { partnerId: string; connectionId: string }

type Sql = ReturnType<typeof rawSql>

/** The database's clock in milliseconds, for whoever compares with the model. */
type At = { at: number }

const spanOf = (budget: string) => `(${budget}.window_seconds * ${clockGuard} * interval '1 second')`
const milliseconds = (interval: string) => `(extract(epoch from ${interval}) * 1000)::float8`
const during = (at: string) => `${at} > b.at - 2 * b.span and ${at} <= b.at - b.span`

/** $1 partner, $2 connection, $3 lease, $4 class, $5 lease ms, $6 patience ms. No row: the connection has no budget yet. */
const takeStatement = `
with budget as materialized (
  select b.*, clock.at, ${spanOf('b')} as span, least(window_seconds * 500, 5000) * interval '1 millisecond' as recheck,
    $5::float8 * interval '1 millisecond' as lasts
  from call_budgets b, (select clock_timestamp() as at offset 0) clock
  where partner_id = $1 and connection_id = $2
),
counted as (
  select
    count(*) filter (where free_at <= b.at and not is_parked)::int as free,
    min(case when lease_id is null then free_at else least(free_at, b.at + b.span) end)
      filter (where free_at > b.at and not is_parked) as next_free_at,
    count(*) filter (where free_at > b.at and taken_by = 'person')::int as person_used,
    count(*) filter (where free_at > b.at and taken_by = 'sweep')::int as sweep_used,
    count(*) filter (where free_at > b.at and taken_by = 'bulk')::int as bulk_used,
    (count(*) filter (where taken_by = 'person' and ${during('taken_at')})
      + count(*) filter (where before_by = 'person' and ${during('before_at')}))::int as person_before,
    (count(*) filter (where taken_by = 'sweep' and ${during('taken_at')})
      + count(*) filter (where before_by = 'sweep' and ${during('before_at')}))::int as sweep_before
  from call_slots s join budget b using (partner_id, connection_id)
),
ring as materialized (
  select b.*, c.*,
    greatest(0, least(person_before, size * ${shares.person} / 100) - person_used) as kept_for_person,
    greatest(0, least(sweep_before, size * ${shares.sweep} / 100) - sweep_used) as kept_for_sweep
  from budget b, counted c
),
classes as materialized (
  select class, free > kept as is_able, waits_until, waits_until > at as is_waiting,
    position + case when used * 100 < share * size then 0 else 3 end as claim
  from ring, lateral (values
    ('person', 0, ${shares.person}, person_used, 0, person_waits_until),
    ('sweep', 1, ${shares.sweep}, sweep_used, kept_for_person, sweep_waits_until),
    ('bulk', 2, ${shares.bulk}, bulk_used, kept_for_person + kept_for_sweep, bulk_waits_until)
  ) as v (class, position, share, used, kept, waits_until)
),
verdict as materialized (
  select ring.*, open_until is not null as is_trial,
    case when open_until > at and $4 <> 'person' then open_until
      when open_until is not null and trial_until > at and trial_lease is distinct from $3::uuid then trial_until
    end as shut_until,
    case when paused_until > at then paused_until
      when not mine.is_able then coalesce(next_free_at, at + recheck)
      else (select max(other.waits_until) from classes other
        where other.class <> mine.class and other.is_able and other.is_waiting and other.claim < mine.claim)
    end as wait_until
  from ring, classes mine where mine.class = $4
),
trial as (
  update call_budgets b set trial_until = v.at + v.lasts, trial_lease = $3::uuid
  from verdict v
  where b.partner_id = $1 and b.connection_id = $2 and v.is_trial and v.shut_until is null and v.wait_until is null
    and (b.open_until <= v.at or $4 = 'person') and (b.trial_until is null or b.trial_until <= v.at or b.trial_lease = $3::uuid)
  returning b.connection_id
),
allowed as materialized (
  select v.* from verdict v
  where v.shut_until is null and v.wait_until is null and (not v.is_trial or exists (select from trial))
),
picked as (
  select s.slot, a.at, a.span, a.lasts
  from call_slots s, allowed a
  where s.partner_id = $1 and s.connection_id = $2 and not s.is_parked and s.free_at <= a.at
  order by s.free_at, s.slot limit 1
  for update of s skip locked
),
taken as (
  update call_slots s set free_at = p.at + p.lasts + p.span, lease_id = $3::uuid,
    before_by = s.taken_by, before_at = s.taken_at, taken_by = $4, taken_at = p.at
  from picked p
  where s.partner_id = $1 and s.connection_id = $2 and s.slot = p.slot
  returning s.slot
),
waiting as (
  update call_budgets b set
    person_waits_until = case when $4 = 'person' then greatest(b.person_waits_until, w.waking) else b.person_waits_until end,
    sweep_waits_until = case when $4 = 'sweep' then greatest(b.sweep_waits_until, w.waking) else b.sweep_waits_until end,
    bulk_waits_until = case when $4 = 'bulk' then greatest(b.bulk_waits_until, w.waking) else b.bulk_waits_until end
  from (
    select least(wait_until, at + recheck) + ${waitingMarginMs} * interval '1 millisecond' as waking from verdict
    where shut_until is null and wait_until <= at + $6::float8 * interval '1 millisecond'
  ) w
  where b.partner_id = $1 and b.connection_id = $2
)
select ${milliseconds('v.at')} as at, (select slot from taken) as slot, ${milliseconds('v.recheck')} as recheck_ms,
  ${milliseconds('v.shut_until - v.at')} as shut_ms, ${milliseconds('v.wait_until - v.at')} as wait_ms
from verdict v`

type TakeRow = {
  at: number
  slot: number | null
  recheck_ms: number
  shut_ms: number | null
  wait_ms: number | null
}

/** After how long to ask again when another process was faster at the same slot. */
const lostRaceMs = 5

/** Asks for a slot in one round trip; null when this connection has no budget yet. Never inside a caller's transaction. */
export async function takeSlot(key: BudgetKey, ask: Ask, sql: Sql = rawSql()): Promise<(Answer & At) | null> {
  const [row] = await sql.unsafe<TakeRow[]>(
    takeStatement,
    [key.partnerId, key.connectionId, ask.lease, ask.callClass, ask.leaseMs, ask.patienceMs],
    { prepare: sql.options.prepare },
  )
  if (!row) return null
  const { at, slot, recheck_ms: recheckMs, shut_ms: shutMs, wait_ms: waitMs } = row
  if (slot !== null) return { kind: 'taken', slot, at }
  if (shutMs !== null) return { kind: 'shut', waitMs: shutMs, at }
  return { kind: 'wait', waitMs: waitMs ?? lostRaceMs, recheckMs, at }
}

const { failures, overMs, failuresAtOnce, rowEndsAfterMs, shortestPauseMs, longestPauseMs } = breakerRules
const ms = (amount: number) => `interval '${amount} milliseconds'`

/**
 * $1 partner, $2 connection, $3 slot, $4 lease, $5 whether the response has ended, $6 verdict, $7 rejected for ms.
 * The budget's row is written first and by everybody: calls that end at once queue there, each on what the one before wrote.
 */
const giveBackStatement = `
with clock as materialized (select clock_timestamp() as at),
held as materialized (
  select slot, taken_at from call_slots
  where partner_id = $1 and connection_id = $2 and slot = $3::int and lease_id = $4::uuid
),
noted as (
  update call_budgets b set
    rejections = b.rejections + ($7::float8 is not null)::int,
    last_rejected_at = case when $7::float8 is not null then c.at else b.last_rejected_at end,
    paused_until = case when $7::float8 is not null
      then greatest(b.paused_until, c.at + $7::float8 * interval '1 millisecond') else b.paused_until end,
    (size, shrunk_at, grown_at) = (
      select
        case when shrinks then greatest(1, b.size * ${shrinkTo.numerator} / ${shrinkTo.denominator})
          when grows then least(b.calls, b.size + greatest(1, b.calls / ${growthDivisor})) else b.size end,
        case when shrinks then c.at else b.shrunk_at end,
        case when grows then c.at else b.grown_at end
      from (select
        $7::float8 is not null and coalesce(h.taken_at > coalesce(b.shrunk_at, '-infinity'), false) as shrinks,
        $7::float8 is null and b.size < b.calls
          and coalesce(greatest(b.grown_at, b.shrunk_at, b.last_rejected_at), '-infinity') + ${spanOf('b')} <= c.at as grows
      ) moves),
    (failures, failing_since, failed_at, opened_at, open_until, trial_until, trial_lease) = (
      select
        case when $6 = 'worked' then 0 when fails then run else b.failures end,
        case when $6 = 'worked' then null when fails then since else b.failing_since end,
        case when $6 = 'worked' then null when fails then c.at else b.failed_at end,
        case when $6 = 'worked' then null when opens then c.at else b.opened_at end,
        case when $6 = 'worked' then null when opens then c.at + ${ms(shortestPauseMs)}
          when fails and is_trial then c.at
            + least(greatest(c.at - b.opened_at, ${ms(shortestPauseMs)}), ${ms(longestPauseMs)})
          else b.open_until end,
        case when $6 = 'worked' or is_trial then null else b.trial_until end,
        case when $6 = 'worked' or is_trial then null else b.trial_lease end
      from (select *,
          fails and b.open_until is null
            and (run >= ${failuresAtOnce} or (run >= ${failures} and c.at - since >= ${ms(overMs)})) as opens
        from (select *,
            $6 = 'failed' and (b.open_until is null or is_trial) as fails,
            case when is_fresh then 1 else b.failures + 1 end as run,
            case when is_fresh then c.at else b.failing_since end as since
          from (select
            b.open_until is null and (b.failed_at is null or b.failed_at <= c.at - ${ms(rowEndsAfterMs)}) as is_fresh,
            coalesce(b.trial_lease = $4::uuid, false) as is_trial
          ) a) r) f)
  from clock c left join held h on true
  where b.partner_id = $1 and b.connection_id = $2
  returning b.size, ${spanOf('b')} as span, c.at
),
ranked as (
  select slot, is_parked, row_number() over (partition by is_parked order by free_at, slot) as nth,
    count(*) filter (where not is_parked) over () as in_use
  from call_slots where partner_id = $1 and connection_id = $2
),
touched as materialized (
  select slot, n.at, n.span, bool_or(is_ours) as is_ours, bool_or(parks) as parks
  from noted n, lateral (
    select h.slot, true as is_ours, null::boolean as parks from held h
    union all
    select r.slot, false, not r.is_parked from ranked r
    where case when r.is_parked then r.nth <= n.size - r.in_use else r.nth <= r.in_use - n.size end
  ) t
  group by slot, n.at, n.span
),
freed as (
  update call_slots s set
    is_parked = coalesce(t.parks, s.is_parked),
    free_at = case when t.is_ours and $5::boolean then t.at + t.span else s.free_at end,
    lease_id = case when t.is_ours then null else s.lease_id end
  from touched t
  where s.partner_id = $1 and s.connection_id = $2 and s.slot = t.slot
    and (not t.is_ours or s.lease_id = $4::uuid)
)
select ${milliseconds('at')} as at from noted`

/** Tells how a call ended, in one round trip. Resolves the database's instant; null when the budget is gone. */
export async function giveSlotBack(
  key: BudgetKey,
  { lease, slot }: { lease: string; slot: number },
  { hasEnded, verdict, rejectedForMs }: Ending,
  sql: Sql = rawSql(),
): Promise<At | null> {
  const [row] = await sql.unsafe<At[]>(
    giveBackStatement,
    [key.partnerId, key.connectionId, slot, lease, hasEnded, verdict, rejectedForMs],
    { prepare: sql.options.prepare },
  )
  return row ?? null
}
