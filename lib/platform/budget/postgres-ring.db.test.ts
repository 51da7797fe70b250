import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { useFreshDatabase } from '@/db/testing'
import { aConnection } from './testing'
import { type BudgetKey, giveSlotBack, takeSlot } from './postgres-ring'
import { changeBudget, createBudget } from './postgres-budget'
import { type Answer, type CallClass, type Ring, changeAgreement, giveBack, newRing, take } from './ring'

const fresh = useFreshDatabase()
let key: BudgetKey

beforeEach(async () => {
  key = await aConnection(fresh().sql)
})

const worked = { hasEnded: true, verdict: 'worked', rejectedForMs: null } as const
const lost = { hasEnded: false, verdict: 'failed', rejectedForMs: null } as const

/** Moves everything the connection remembers into the past, as if that much time had gone by. */
async function timePasses(ms: number): Promise<void> {
  const by = fresh().sql`${ms}::float8 * interval '1 millisecond'`
  const { sql } = fresh()
  await sql`
    update call_slots set free_at = free_at - ${by}, taken_at = taken_at - ${by}, before_at = before_at - ${by}
    where connection_id = ${key.connectionId}`
  await sql`
    update call_budgets set grown_at = grown_at - ${by}, shrunk_at = shrunk_at - ${by}, paused_until = paused_until - ${by},
      last_rejected_at = last_rejected_at - ${by}, person_waits_until = person_waits_until - ${by},
      sweep_waits_until = sweep_waits_until - ${by}, bulk_waits_until = bulk_waits_until - ${by},
      failing_since = failing_since - ${by}, failed_at = failed_at - ${by}, opened_at = opened_at - ${by},
      open_until = open_until - ${by}, trial_until = trial_until - ${by}
    where connection_id = ${key.connectionId}`
}

const endings = {
  worked: worked,
  failed: { hasEnded: true, verdict: 'failed', rejectedForMs: null },
  lost,
  'given up': { hasEnded: false, verdict: 'nothing', rejectedForMs: null },
  rejected: { hasEnded: true, verdict: 'nothing', rejectedForMs: 3_000 },
} as const

type Command =
  | { do: 'take'; times: number; callClass: CallClass; leaseMs: number; patienceMs: number }
  | { do: 'end'; times: number; which: number; how: keyof typeof endings }
  | { do: 'pass'; ms: number }
  | { do: 'agree'; calls: number; windowSeconds: number }

const takes = (callClass: CallClass, times: number): Command => ({
  do: 'take',
  times,
  callClass,
  leaseMs: 10_000,
  patienceMs: 200_000,
})
const ends = (times: number, how: keyof typeof endings = 'worked'): Command => ({
  do: 'end',
  times,
  which: 0,
  how,
})
const passes = (ms: number): Command => ({ do: 'pass', ms })

const commands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant('take' as const),
        times: fc.constantFrom(1, 1, 2, 6),
        callClass: fc.constantFrom<CallClass>('person', 'sweep', 'bulk'),
        leaseMs: fc.constantFrom(2_000, 10_000),
        patienceMs: fc.constantFrom(0, 8_000, 200_000),
      }),
    },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('end' as const),
        times: fc.constantFrom(1, 1, 3, 7),
        which: fc.nat(20),
        how: fc.constantFrom(...(Object.keys(endings) as (keyof typeof endings)[])),
      }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('pass' as const),
        ms: fc.constantFrom(300, 1_500, 6_000, 21_000, 61_000, 130_000),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        do: fc.constant('agree' as const),
        calls: fc.integer({ min: 1, max: 14 }),
        windowSeconds: fc.constantFrom(10, 20, 60),
      }),
    },
  ),
  { minLength: 10, maxLength: 60 },
)

/** Corners that chance seldom finds, for a ring of 10 calls per 20 seconds. */
const rareScripts: Command[][] = [
  // A person with exactly their share steps back for a sweep within its own.
  [
    takes('sweep', 1),
    ends(1),
    passes(1_500),
    takes('person', 6),
    takes('sweep', 2),
    takes('bulk', 1),
    passes(17_500),
    takes('sweep', 1),
    passes(1_100),
    takes('person', 1),
    takes('sweep', 1),
  ],
  // The breaker opens, two trials fail, each pause is longer, a late failure of an old call changes nothing.
  [
    takes('person', 5),
    ends(4, 'failed'),
    passes(6_000),
    ends(1, 'failed'),
    takes('person', 1),
    ...[6_000, 7_000, 14_000, 31_000].flatMap((pause) => [
      passes(pause),
      takes('sweep', 2),
      ends(12, 'failed'),
      takes('person', 1),
    ]),
    passes(31_000),
    takes('person', 1),
    ends(12),
    takes('person', 2),
  ],
  // Failures with more than a minute between them are no row.
  [takes('person', 5), ends(4, 'lost'), passes(61_000), ends(1, 'lost'), takes('person', 1)],
]

test('whatever happens to a ring, PostgreSQL and the model answer the same and remember the same', async () => {
  const { sql } = fresh()
  await fc.assert(
    fc.asyncProperty(commands, async (script) => {
      key = await aConnection(sql)
      await createBudget(key, { calls: 10, windowSeconds: 20 })
      const [made] = await sql<{ at: number }[]>`
        select (extract(epoch from max(free_at)) * 1000)::float8 as at from call_slots where connection_id = ${key.connectionId}`
      const ring = newRing({ calls: 10, windowSeconds: 20 }, Number(made?.at))
      // The database's clock is not ours to move: its past is moved instead, and the model's clock runs ahead by as much.
      let ahead = 0
      const begun: { lease: string; slot: number }[] = []
      const each = script.flatMap((step) =>
        Array.from({ length: 'times' in step ? step.times : 1 }, () => step),
      )
      for (const [turn, step] of each.entries()) {
        if (step.do === 'take') {
          const ask = { ...step, lease: randomUUID() }
          const real = await takeSlot(key, ask)
          if (!real) throw new Error('there is a budget')
          const { at, ...answer } = real
          expect(answer).toEqual(closely(take(ring, ask, at + ahead)))
          if (answer.kind === 'taken') begun.push({ lease: ask.lease, slot: answer.slot })
        } else if (step.do === 'end') {
          const call = begun[(step.which + turn) % Math.max(1, begun.length)]
          if (!call) continue
          const ended = await giveSlotBack(key, call, endings[step.how])
          giveBack(ring, call, endings[step.how], Number(ended?.at) + ahead)
        } else if (step.do === 'pass') {
          await timePasses(step.ms)
          ahead += step.ms
        } else {
          await changeBudget(key, step)
          const [newest] = await sql<{ at: number }[]>`
            select ${asMs('free_at')} as at from call_slots where connection_id = ${key.connectionId} order by slot desc limit 1`
          changeAgreement(ring, step, Number(newest?.at) + ahead)
        }
        expect(await remembered(ahead)).toEqual(memoryOf(ring))
      }
    }),
    { numRuns: 60, examples: rareScripts.map((script) => [script]) },
  )
})

const asMs = (instant: string) => fresh().sql.unsafe(`(extract(epoch from ${instant}) * 1000)::float8`)

/** Milliseconds agree to within five; everything else exactly. */
const ms = (at: number | null) => (at === null ? null : expect.closeTo(at, -1))
const closely = (answer: Answer) => ({
  ...answer,
  ...('waitMs' in answer ? { waitMs: ms(answer.waitMs) } : {}),
  ...('recheckMs' in answer ? { recheckMs: ms(answer.recheckMs) } : {}),
})

/** Everything that decides later answers, as PostgreSQL keeps it, on the model's clock. */
async function remembered(ahead: number) {
  const { sql } = fresh()
  const at = (column: string) => sql.unsafe(`(extract(epoch from ${column}) * 1000)::float8 + ${ahead}`)
  const slots = await sql`
    select slot, ${at('free_at')} as "freeAt", lease_id as lease, taken_by as "takenBy", ${at('taken_at')} as "takenAt",
      before_by as "beforeBy", ${at('before_at')} as "beforeAt", is_parked as "isParked"
    from call_slots where connection_id = ${key.connectionId} order by slot`
  const [budget] = await sql`
    select calls, window_seconds as "windowSeconds", size, rejections::int as rejections, ${at('paused_until')} as "pausedUntil",
      ${at('grown_at')} as "grownAt", ${at('shrunk_at')} as "shrunkAt", ${at('person_waits_until')} as person,
      ${at('sweep_waits_until')} as sweep, ${at('bulk_waits_until')} as bulk, failures, ${at('opened_at')} as "openedAt",
      ${at('open_until')} as "openUntil", ${at('trial_until')} as "trialUntil", trial_lease as "trialLease"
    from call_budgets where connection_id = ${key.connectionId}`
  return { ...budget, slots: [...slots] }
}

function memoryOf({ slots, waits, breaker, ...ring }: Ring) {
  return {
    calls: ring.calls,
    windowSeconds: ring.windowSeconds,
    size: ring.size,
    rejections: ring.rejections,
    pausedUntil: ms(ring.pausedUntil),
    grownAt: ms(ring.grownAt),
    shrunkAt: ms(ring.shrunkAt),
    person: ms(waits.person),
    sweep: ms(waits.sweep),
    bulk: ms(waits.bulk),
    failures: breaker.failures,
    openedAt: ms(breaker.openedAt),
    openUntil: ms(breaker.openUntil),
    trialUntil: ms(breaker.trialUntil),
    trialLease: breaker.trialLease,
    slots: slots
      .toSorted((a, b) => a.slot - b.slot)
      .map((slot) => ({
        ...slot,
        freeAt: ms(slot.freeAt),
        takenAt: ms(slot.takenAt),
        beforeAt: ms(slot.beforeAt),
      })),
  }
}
