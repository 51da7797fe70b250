import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect } from '@playwright/test'
import type { World } from '../support/world'
import type { Delicate, Diary } from './diary'

const parts = ['web', 'worker', 'postgres'] as const
export type PartName = (typeof parts)[number]
/** One kill: `at` in milliseconds since the first journey began, `aim` what it was placed into. */
export type Kill = {
  part: PartName
  aim: Delicate | 'any moment'
  at: number
  doing: string
  backAfter: number
}

/** Each part dies this often at any moment, and this often in the middle of a payment and of a launch. */
const atAnyMoment = 5
const betweenKills = { least: 500, most: 4_000 }
/** People begin some things between two kills, or else only the first pages would ever be hit; but not for ever. */
const thingsBetweenKills = 3
const longestPeace = 12_000
const withinMoment = 250

/**
 * Kills web, worker or PostgreSQL, in an order and at moments that the seed decides, and waits each time until the portal
 * is whole again. `runs` ends when every planned kill is done or `stops` is called.
 */
export function aKiller(world: World, diary: Diary, seed: number) {
  const chance = numbers(seed)
  const planned = shuffled(
    [
      ...parts,
      ...Array<typeof parts>(atAnyMoment - 1)
        .fill(parts)
        .flat(),
    ],
    chance,
  )
  const aimed = { payment: shuffled([...parts], chance), launch: shuffled([...parts], chance) }
  const kills: Kill[] = []
  const began = Date.now()
  let isStopped = false

  const areAllDone = () => planned.length + aimed.payment.length + aimed.launch.length === 0

  async function kill(part: PartName, aim: Kill['aim']) {
    const before = { pid: world[part].pid, workers: workersStarted(world) }
    const [at, doing] = [Date.now(), diary.now()]
    world[part].kill('SIGKILL')
    await expect
      .poll(() => world[part].pid !== null && world[part].pid !== before.pid, {
        intervals: [20],
        timeout: 30_000,
      })
      .toBe(true)
    if (part === 'worker')
      await expect
        .poll(() => workersStarted(world), { intervals: [50], timeout: 30_000 })
        .toBeGreaterThan(before.workers)
    await world.ready(30_000)
    kills.push({ part, aim, at: at - began, doing, backAfter: Date.now() - at })
  }

  return {
    kills,
    /** Whether kills are planned that somebody on this journey could meet; only Option B pays. */
    wants: (journey: 'A' | 'B') =>
      journey === 'B' ? !areAllDone() : planned.length + aimed.launch.length > 0,
    stops: () => void (isStopped = true),
    async runs() {
      let [backAt, begunThen] = [Date.now(), diary.begun()]
      while (!isStopped && !areAllDone()) {
        const wait = betweenKills.least + chance() * (betweenKills.most - betweenKills.least)
        const moment = await diary.delicateMoment(wait)
        const isEarly = diary.begun() < begunThen + thingsBetweenKills && Date.now() < backAt + longestPeace
        if (isStopped || (!moment && isEarly)) continue
        const part = (moment ? aimed[moment] : planned).pop()
        if (!part) continue
        if (moment) await pause(chance() * withinMoment)
        await kill(part, moment ?? 'any moment')
        ;[backAt, begunThen] = [Date.now(), diary.begun()]
      }
    },
  }
}

/** The worker says so once it takes jobs; nothing else of it can be seen from outside. */
const workersStarted = ({ logs }: World): number =>
  readFileSync(join(logs, 'worker.log'), 'utf8').split('worker is running').length - 1

/** The kills as a table for people. */
export function tableOf(kills: readonly Kill[]): string {
  const rows = kills.map(({ part, aim, at, doing, backAfter }, index) =>
    [
      String(index + 1).padStart(3),
      part.padEnd(8),
      `${(at / 1000).toFixed(1)} s`.padStart(8),
      `${backAfter} ms`.padStart(8),
      aim.padEnd(10),
      doing,
    ].join('  '),
  )
  return ['  #  killed        when   back in  aimed at    what people were doing', ...rows].join('\n')
}

/** Mulberry32: the same seed gives the same numbers from 0 to 1. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function shuffled<T>(items: T[], chance: () => number): T[] {
  return items
    .map((item) => ({ item, place: chance() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
