import type { callClasses } from '@/db/schema/connections'
import { type Breaker, type Verdict, afterCall, closedBreaker, shutForMs, withTrial } from './breaker'

/*
 * The slot ring as a pure model: no clock, no I/O, so that hours of it can be simulated. postgres-ring.ts says the same in
 * SQL, and a test holds the two together. Instants are milliseconds of whatever clock the caller uses.
 */

export type CallClass = (typeof callClasses)[number]

/** The part of the ring, in percent, that a class may claim while others wait; what it leaves unused is lent. */
export const shares: Record<CallClass, number> = { person: 60, sweep: 30, bulk: 10 }
const order: readonly CallClass[] = ['person', 'sweep', 'bulk']

/** A clock that is being corrected may run this much fast: a window of ours is that much longer than agreed. */
export const clockGuard = 1.0005
/** How far beyond the expected wake-up somebody counts as waiting: they wake with a little jitter, and ask. */
export const waitingMarginMs = 250
/** At a 429 whose call began after the last shrink the ring keeps four fifths; after each window without one it grows again. */
export const shrinkTo = { numerator: 4, denominator: 5 }
export const growthDivisor = 100
const longestSleepMs = 5_000

export type Slot = {
  slot: number
  /** From then on a call may take it. */
  freeAt: number
  /** The call that holds it; null once it has told how it ended. */
  lease: string | null
  takenBy: CallClass | null
  takenAt: number | null
  /** The call before that one. */
  beforeBy: CallClass | null
  beforeAt: number | null
  isParked: boolean
}

export type Ring = {
  calls: number
  windowSeconds: number
  size: number
  slots: Slot[]
  pausedUntil: number | null
  /** Somebody of that class waits until about then. */
  waits: Record<CallClass, number | null>
  grownAt: number | null
  shrunkAt: number | null
  rejections: number
  lastRejectedAt: number | null
  breaker: Breaker
}

export type Ask = {
  lease: string
  callClass: CallClass
  /** The call's time-out and a little more: for so long it may still reach the provider. */
  leaseMs: number
  /** How long the caller is ready to wait. */
  patienceMs: number
}

export type Answer =
  | { kind: 'taken'; slot: number }
  /** Not before `waitMs`; the truth may change meanwhile, so look again after `recheckMs` at the latest. */
  | { kind: 'wait'; waitMs: number; recheckMs: number }
  /** The breaker is open. */
  | { kind: 'shut'; waitMs: number }

/** How a call ended. */
export type Ending = {
  /** Its response ended, so its request cannot arrive any more. A call without an answer keeps its whole lease. */
  hasEnded: boolean
  verdict: Verdict
  /** A 429, and for how long to be silent then. */
  rejectedForMs: number | null
}

/** A ring nobody has used yet. */
export function newRing({ calls, windowSeconds }: Agreed, now: number): Ring {
  return {
    calls,
    windowSeconds,
    size: calls,
    slots: Array.from({ length: calls }, (_, slot) => freshSlot(slot, now)),
    pausedUntil: null,
    waits: { person: null, sweep: null, bulk: null },
    grownAt: null,
    shrunkAt: null,
    rejections: 0,
    lastRejectedAt: null,
    breaker: closedBreaker,
  }
}

type Agreed = { calls: number; windowSeconds: number }

const freshSlot = (slot: number, freeAt: number): Slot => ({
  slot,
  freeAt,
  lease: null,
  takenBy: null,
  takenAt: null,
  beforeBy: null,
  beforeAt: null,
  isParked: false,
})

/** How long a slot rests after its call's response has ended, in milliseconds. */
export const spanMs = ({ windowSeconds }: Pick<Ring, 'windowSeconds'>): number =>
  windowSeconds * 1000 * clockGuard

/** After how many milliseconds a waiter looks again at the latest: well before a slot given back meanwhile is free. */
export const recheckMs = ({ windowSeconds }: Pick<Ring, 'windowSeconds'>): number =>
  Math.min(windowSeconds * 500, longestSleepMs)

/** One call asks for a slot: takes the one that has been free longest, or says when to ask again. Changes the ring. */
export function take(ring: Ring, ask: Ask, now: number): Answer {
  const shutMs = shutForMs(ring.breaker, ask.lease, now, ask.callClass === 'person')
  if (shutMs > 0) return { kind: 'shut', waitMs: shutMs }
  const waitUntil = mayNotBefore(ring, ask.callClass, now)
  if (waitUntil !== null) return wait(ring, ask, waitUntil, now)

  ring.breaker = withTrial(ring.breaker, ask.lease, ask.leaseMs, now)
  const slot = earliest(ring.slots.filter(({ isParked, freeAt }) => !isParked && freeAt <= now))
  if (!slot) throw new Error('a ring that may be taken from has a free slot')
  Object.assign(slot, {
    freeAt: now + ask.leaseMs + spanMs(ring),
    lease: ask.lease,
    beforeBy: slot.takenBy,
    beforeAt: slot.takenAt,
    takenBy: ask.callClass,
    takenAt: now,
  })
  return { kind: 'taken', slot: slot.slot }
}

function wait(ring: Ring, { callClass, patienceMs }: Ask, until: number, now: number): Answer {
  const waitMs = until - now
  const recheck = recheckMs(ring)
  if (waitMs <= patienceMs) {
    const waking = now + Math.min(waitMs, recheck) + waitingMarginMs
    ring.waits[callClass] = Math.max(ring.waits[callClass] ?? waking, waking)
  }
  return { kind: 'wait', waitMs, recheckMs: recheck }
}

/** Until when a class must wait; null when it may take a slot now. */
function mayNotBefore(ring: Ring, callClass: CallClass, now: number): number | null {
  if (ring.pausedUntil !== null && ring.pausedUntil > now) return ring.pausedUntil
  const counts = count(ring, now)
  if (counts.free <= counts.kept[callClass]) return counts.nextFreeAt ?? now + recheckMs(ring)
  const mine = claimOf(ring, counts, callClass)
  const ahead = order
    .filter((other) => other !== callClass && counts.free > counts.kept[other])
    .filter((other) => claimOf(ring, counts, other) < mine)
    .map((other) => ring.waits[other])
    .filter((until) => until !== null && until > now)
  return ahead.length === 0 ? null : Math.max(...ahead.map(Number))
}

/** Who goes first when several wait, smallest first: those within their share, then the others, each by class. */
function claimOf({ size }: Ring, { used }: Counts, callClass: CallClass): number {
  const isWithinShare = used[callClass] * 100 < shares[callClass] * size
  return order.indexOf(callClass) + (isWithinShare ? 0 : order.length)
}

export type Counts = {
  free: number
  used: Record<CallClass, number>
  /** Slots that a class leaves free for those before it, who needed them in the window before this one. */
  kept: Record<CallClass, number>
  nextFreeAt: number | null
}

/** What the ring looks like from outside. */
export function count(ring: Ring, now: number): Counts {
  const span = spanMs(ring)
  const used = { person: 0, sweep: 0, bulk: 0 }
  const before = { person: 0, sweep: 0, bulk: 0 }
  const isBefore = (at: number | null): at is number => at !== null && at <= now - span && at > now - 2 * span
  let free = 0
  let nextFreeAt = Infinity
  for (const slot of ring.slots) {
    if (isBefore(slot.takenAt) && slot.takenBy) before[slot.takenBy] += 1
    if (isBefore(slot.beforeAt) && slot.beforeBy) before[slot.beforeBy] += 1
    if (slot.freeAt <= now) {
      if (!slot.isParked) free += 1
      continue
    }
    if (slot.takenBy) used[slot.takenBy] += 1
    // A call on its way may end at once, and its slot is free one window later.
    const soonest = slot.lease === null ? slot.freeAt : Math.min(slot.freeAt, now + span)
    if (!slot.isParked && soonest < nextFreeAt) nextFreeAt = soonest
  }
  const keptFor = (callClass: CallClass) =>
    Math.max(0, Math.min(before[callClass], shareOf(ring, callClass)) - used[callClass])
  const sweep = keptFor('person')
  const kept = { person: 0, sweep, bulk: sweep + keptFor('sweep') }
  return { free, used, kept, nextFreeAt: nextFreeAt === Infinity ? null : nextFreeAt }
}

/** Whole slots of a class's share. */
const shareOf = ({ size }: Ring, callClass: CallClass) => Math.floor((size * shares[callClass]) / 100)

/** One call tells how it ended. Changes the ring. A call whose lease is over and whose slot has been taken again changes no slot. */
export function giveBack(
  ring: Ring,
  call: { lease: string; slot: number },
  ending: Ending,
  now: number,
): void {
  const held = ring.slots.find(({ slot, lease }) => slot === call.slot && lease === call.lease)
  if (ending.rejectedForMs !== null) reject(ring, held?.takenAt ?? null, ending.rejectedForMs, now)
  else grow(ring, now)
  ring.breaker = afterCall(ring.breaker, ending.verdict, call.lease, now)
  parkOrUnpark(ring)
  if (!held) return
  if (ending.hasEnded) held.freeAt = now + spanMs(ring)
  held.lease = null
}

/** Calls already on their way when the ring shrank tell the same news once more: they do not shrink it again. */
function reject(ring: Ring, takenAt: number | null, forMs: number, now: number): void {
  ring.rejections += 1
  ring.lastRejectedAt = now
  ring.pausedUntil = Math.max(ring.pausedUntil ?? 0, now + forMs)
  if (takenAt === null || takenAt <= (ring.shrunkAt ?? -Infinity)) return
  ring.size = Math.max(1, Math.floor((ring.size * shrinkTo.numerator) / shrinkTo.denominator))
  ring.shrunkAt = now
}

function grow(ring: Ring, now: number): void {
  const { size, calls, grownAt, shrunkAt, lastRejectedAt } = ring
  const quietSince = Math.max(grownAt ?? 0, shrunkAt ?? 0, lastRejectedAt ?? 0)
  if (size >= calls || quietSince + spanMs(ring) > now) return
  ring.size = Math.min(calls, size + Math.max(1, Math.floor(calls / growthDivisor)))
  ring.grownAt = now
}

/** Takes the slots that have been free longest out of use, or back into it, until `size` of them are in use. */
function parkOrUnpark(ring: Ring): void {
  const inUse = ring.slots.filter(({ isParked }) => !isParked)
  if (inUse.length === ring.size) return
  const parked = ring.slots.filter(({ isParked }) => isParked)
  for (const slot of inUse.sort(byFreeAt).slice(0, Math.max(0, inUse.length - ring.size)))
    slot.isParked = true
  for (const slot of parked.sort(byFreeAt).slice(0, Math.max(0, ring.size - inUse.length)))
    slot.isParked = false
}

const byFreeAt = (a: Slot, b: Slot) => a.freeAt - b.freeAt || a.slot - b.slot

const earliest = (slots: Slot[]): Slot | undefined =>
  slots.reduce<Slot | undefined>((best, slot) => (best && byFreeAt(best, slot) <= 0 ? best : slot), undefined)

/**
 * Another agreement with the provider. Slots that were used rest for the new window; more calls are new slots; fewer calls
 * take away those that are free earliest, so that what remains is what the provider still remembers.
 */
export function changeAgreement(ring: Ring, { calls, windowSeconds }: Agreed, now: number): void {
  const longer = spanMs({ windowSeconds }) - spanMs(ring)
  for (const slot of ring.slots) if (slot.takenAt !== null) slot.freeAt += longer
  const next = Math.max(...ring.slots.map(({ slot }) => slot)) + 1
  for (let added = 0; added < calls - ring.calls; added += 1) ring.slots.push(freshSlot(next + added, now))
  ring.slots.sort(byFreeAt)
  ring.slots.splice(0, Math.max(0, ring.slots.length - calls))
  ring.size = ring.size === ring.calls ? calls : Math.min(ring.size, calls)
  Object.assign(ring, { calls, windowSeconds })
  parkOrUnpark(ring)
}
