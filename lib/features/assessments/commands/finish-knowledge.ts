import { and, count, desc, eq, gt, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { type FinishModel, learnFinishes } from '@/lib/domain/assessments/finish-model'
import { priceOfLook } from '@/lib/domain/assessments/schedule'
import { secondsAfter } from '@/lib/domain/shared/india-time'

/** Attempts that share what is known: the same test at the same connection. */
export type SameTest = {
  partnerId: string
  connectionId: string
  testId: string | null
  expectedMinutes: number | null
}

const relearnSeconds = 300
const mostFinishes = 500
/** A finish outside these says nothing about the test's length. Seconds. */
const believable = { least: 30, most: 12 * 3600 }
/** A sitting launched longer ago no longer counts towards the load. Seconds. */
const underWaySeconds = 3 * 3600
/** Where this process has not yet seen the connection's load. */
const usualPrice = 1

type Learned = { model: FinishModel | null; at: Date }
// What this process has learned; a new one starts from the test's own length.
const learned = new Map<string, Learned>()
const prices = new Map<string, number>()

/** What this process knows just now, without asking the database: the model of the test and what a look must be worth. */
export function knownFinishes(test: SameTest): { model: FinishModel | null; price: number } {
  const model = learned.get(nameOf(test))?.model ?? priorOf(test.expectedMinutes)
  return { model, price: prices.get(test.connectionId) ?? usualPrice }
}

/** Learns again from the newest finishes of this test when the last time is five minutes ago. */
export async function learnAgain(test: SameTest, now: Date): Promise<void> {
  const known = learned.get(nameOf(test))
  if (known && Math.abs(now.getTime() - known.at.getTime()) < relearnSeconds * 1000) return
  const began = sql<Date>`coalesce(${attempts.startedAt}, ${attempts.launchedAt})`
  const finishes = await database()
    .select({
      seconds: sql<number>`extract(epoch from ${attempts.finishedAt} - ${began})::float8`,
      isHeard: sql<boolean>`${attempts.hintedAt} is not null`,
    })
    .from(attempts)
    .where(
      and(
        eq(attempts.partnerId, test.partnerId),
        eq(attempts.connectionId, test.connectionId),
        test.testId === null ? isNull(attempts.testId) : eq(attempts.testId, test.testId),
        isNotNull(attempts.finishedAt),
        eq(attempts.progress, 'completed'),
      ),
    )
    .orderBy(desc(attempts.finishedAt))
    .limit(mostFinishes)
  const sound = finishes.filter(({ seconds }) => seconds >= believable.least && seconds <= believable.most)
  const heard = sound.filter(({ isHeard }) => isHeard).length
  const model = learnFinishes({
    expectedMinutes: test.expectedMinutes,
    durations: sound.map(({ seconds }) => seconds),
    heard,
    silent: sound.length - heard,
  })
  learned.set(nameOf(test), { model, at: now })
}

/** Counts the sittings under way at a connection and keeps what a look must be worth at that load. */
export async function weighLoad(
  { partnerId, connectionId }: Pick<SameTest, 'partnerId' | 'connectionId'>,
  callsPerSecond: number,
  now: Date,
): Promise<number> {
  const [row] = await database()
    .select({ open: count() })
    .from(attempts)
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(attempts.connectionId, connectionId),
        isNotNull(attempts.nextAskAt),
        inArray(attempts.progress, ['not_started', 'in_progress']),
        gt(attempts.launchedAt, secondsAfter(now, -underWaySeconds)),
      ),
    )
  const price = priceOfLook({ open: row?.open ?? 0, callsPerSecond })
  prices.set(connectionId, price)
  return price
}

const nameOf = ({ connectionId, testId, expectedMinutes }: SameTest) =>
  JSON.stringify([connectionId, testId, expectedMinutes])

const priors = new Map<number, FinishModel | null>()

/** Before anything was learned: the length alone, worked out once per length. */
function priorOf(expectedMinutes: number | null): FinishModel | null {
  if (expectedMinutes === null || !(expectedMinutes > 0)) return null
  const known = priors.get(expectedMinutes)
  if (known !== undefined) return known
  const model = learnFinishes({ expectedMinutes, durations: [], heard: 0, silent: 0 })
  priors.set(expectedMinutes, model)
  return model
}
