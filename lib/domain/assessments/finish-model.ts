/**
 * What is known about how long sittings of one test take, and when it pays to look at one of them. Ages are seconds since
 * the sitting began. The looks are the optimal checking schedule of Barlow, Hunter and Proschan (1963), worked out for a
 * list of prices: a look costs its price, measured in expected seconds of waiting that it has to save.
 */
export type FinishModel = {
  /** By this age practically every sitting has ended. */
  endSeconds: number
  stepSeconds: number
  /** Share of sittings that end without anybody telling us. */
  silentShare: number
  /** Share finished by the end of each step. */
  finished: Float64Array
  /** For each price of `prices` and each step of the last look: the step of the next one. */
  looks: readonly Uint16Array[]
}

/** What the past says about one test at one connection. */
export type FinishHistory = {
  /** The provider's own length of the test; null where it gives none. */
  expectedMinutes: number | null
  /** How long finished sittings took, in seconds, in any order. */
  durations: readonly number[]
  /** Of those: how many ended with a callback or a browser that came back, and how many without a word. */
  heard: number
  silent: number
}

const steps = 300
/** A pause shorter than so many steps is worked out between the steps. */
const fineSteps = 4
/** Seconds of waiting that a look must save; each table of looks belongs to one of them. */
const prices = [
  0.02, 0.05, 0.1, 0.2, 0.35, 0.6, 1, 1.6, 2.5, 4, 6, 10, 16, 25, 40, 70, 120, 200, 400,
] as const
/** Fewer finishes than this teach nothing where the provider names no length. */
const fewestFinishes = 20
/** The prior counts as much as this many finishes. */
const priorWeight = 20
/** The last sittings of a long tail are left to the ladder. */
const practicallyAll = 0.997
/** Before the first finishes: how much of the time allowed people use, as (share of the time, share of people). */
const priorShape = [
  [0, 0],
  [0.1, 0.01],
  [0.3, 0.05],
  [0.5, 0.16],
  [0.65, 0.34],
  [0.8, 0.6],
  [0.9, 0.77],
  [0.98, 0.88],
  [1.02, 0.99],
  [1.15, 1],
] as const
/** And how many of them end without a word: three of twelve, until counted. */
const priorSilent = { silent: 3, all: 12 }

/** Learns from the past and works out the looks (a few milliseconds). Null: too little is known; the ladder decides. */
export function learnFinishes(history: FinishHistory): FinishModel | null {
  const share = shareFinished(history)
  if (!share) return null
  const endSeconds = endOf(share, history)
  const stepSeconds = endSeconds / steps
  const whole = share(endSeconds)
  const finished = Float64Array.from({ length: steps + 1 }, (_, step) =>
    step === steps ? 1 : share(step * stepSeconds) / whole,
  )
  const silentShare =
    (history.silent + priorSilent.silent) / (history.silent + history.heard + priorSilent.all)
  const shape = { finished, stepSeconds, silentShare }
  return { ...shape, endSeconds, looks: prices.map((price) => optimalLooks(shape, price)) }
}

/**
 * The most that a look at `age` may cost and still be right, in seconds of waiting saved, when the last look was at
 * `lookedAt` and found the sitting unfinished. Infinity once every sitting has ended: then a look is never wasted.
 */
export function worthOfLook(model: FinishModel, lookedAt: number, age: number): number {
  if (age >= model.endSeconds) return Infinity
  const pause = age - lookedAt
  if (pause < fineSteps * model.stepSeconds) return (costPerSquare(model, lookedAt) * pause ** 2) / 2
  const now = age / model.stepSeconds
  let [worth, beyond]: [number, number] = [-1, prices.length]
  while (beyond - worth > 1) {
    const middle = (worth + beyond) >> 1
    if (lookAfter(model, lookedAt, middle) <= now) worth = middle
    else beyond = middle
  }
  if (worth < 0) return 0
  if (beyond === prices.length) return priceAt(worth)
  const [from, to] = [lookAfter(model, lookedAt, worth), lookAfter(model, lookedAt, beyond)]
  return priceAt(worth) * (priceAt(beyond) / priceAt(worth)) ** ((now - from) / (to - from))
}

/** The age at which the next look is worth `price`. */
export function ageWorth(model: FinishModel, lookedAt: number, price: number): number {
  const pause = Math.sqrt((2 * price) / costPerSquare(model, lookedAt))
  if (pause < fineSteps * model.stepSeconds) return lookedAt + pause
  const dearer = prices.findIndex((known) => known >= price)
  if (dearer <= 0) return lookAfter(model, lookedAt, dearer < 0 ? prices.length - 1 : 0) * model.stepSeconds
  const [from, to] = [lookAfter(model, lookedAt, dearer - 1), lookAfter(model, lookedAt, dearer)]
  const part = Math.log(price / priceAt(dearer - 1)) / Math.log(priceAt(dearer) / priceAt(dearer - 1))
  return (from + (to - from) * part) * model.stepSeconds
}

/**
 * Between looks that follow closely the chance of an end is even, and the steps are too coarse: then the best pause is
 * the root of twice the price over this rate of silent ends.
 */
function costPerSquare({ finished, stepSeconds, silentShare }: FinishModel, lookedAt: number): number {
  const step = Math.max(0, Math.min(steps - fineSteps, Math.floor(lookedAt / stepSeconds)))
  const [before, after] = [finished[step] ?? 1, finished[step + fineSteps] ?? 1]
  const open = Math.max(1e-6, 1 - (before + after) / 2)
  return (silentShare * (after - before)) / (fineSteps * stepSeconds * open)
}

const priceAt = (index: number): number => prices[index] ?? Infinity

function lookAfter({ looks, stepSeconds }: FinishModel, lookedAt: number, price: number): number {
  const step = Math.max(0, Math.min(steps - 1, Math.round(lookedAt / stepSeconds)))
  return looks[price]?.[step] ?? steps
}

type Shape = Pick<FinishModel, 'finished' | 'stepSeconds' | 'silentShare'>

/**
 * For each step of a last look the step of the next, so that expected waiting plus price × looks is least over the rest
 * of the sitting. A look is paid for only while nobody has told us; waiting counts only for those who end silently.
 */
function optimalLooks({ finished, stepSeconds, silentShare }: Shape, price: number): Uint16Array {
  const done = (step: number) => finished[step] ?? 1
  const area = new Float64Array(steps + 1)
  for (let step = 1; step <= steps; step++)
    area[step] = (area[step - 1] ?? 0) + ((done(step) + done(step - 1)) / 2) * stepSeconds
  const cost = new Float64Array(steps + 1)
  const next = new Uint16Array(steps + 1).fill(steps)
  for (let last = steps - 1; last >= 0; last--) {
    let [least, best] = [Infinity, steps]
    for (let look = last + 1; look <= steps; look++) {
      const waited = (area[look] ?? 0) - (area[last] ?? 0) - done(last) * (look - last) * stepSeconds
      const reached = silentShare * (done(look) - done(last)) + 1 - done(look)
      const total = silentShare * waited + price * reached + (cost[look] ?? 0)
      if (total < least) [least, best] = [total, look]
    }
    cost[last] = least
    next[last] = best
  }
  return next
}

type ShareFinished = (seconds: number) => number

/** Prior and past as one share; null when neither says enough. */
function shareFinished({ expectedMinutes, durations }: FinishHistory): ShareFinished | null {
  const prior = expectedMinutes === null ? null : priorOf(expectedMinutes * 60)
  const past = durations.length < (prior ? 1 : fewestFinishes) ? null : pastOf(durations)
  if (!prior || !past) return prior ?? past
  const weight = priorWeight / (priorWeight + durations.length)
  return (seconds) => weight * prior(seconds) + (1 - weight) * past(seconds)
}

const priorOf = (lengthSeconds: number): ShareFinished =>
  throughPoints(priorShape.map(([time, people]) => [time * lengthSeconds, people]))

/** The past through at most 40 evenly spaced ranks, so that single finishes leave no steps. */
function pastOf(durations: readonly number[]): ShareFinished {
  const sorted = [...durations].sort((a, b) => a - b)
  const ranks = Math.min(40, sorted.length)
  const points = Array.from({ length: ranks }, (_, rank): [number, number] => {
    const part = (rank + 0.5) / ranks
    return [sorted[Math.floor(part * sorted.length)] ?? 0, part]
  })
  const [first, last] = [sorted[0] ?? 0, sorted.at(-1) ?? 0]
  return throughPoints([[Math.max(0, first * 0.95), 0], ...points, [last * 1.01 + 1, 1]])
}

/** Straight lines between points in rising order; equal times make a jump. */
function throughPoints(points: readonly (readonly [number, number])[]): ShareFinished {
  return (seconds) => {
    const after = points.findIndex(([time]) => time > seconds)
    if (after < 0) return 1
    const [from, to] = [points[after - 1], points[after]]
    if (!from || !to) return 0
    return from[1] + ((to[1] - from[1]) * (seconds - from[0])) / (to[0] - from[0])
  }
}

/** Where practically all have ended, by halving. */
function endOf(share: ShareFinished, { expectedMinutes, durations }: FinishHistory): number {
  const longest = durations.reduce((long, one) => Math.max(long, one), 0)
  let [early, late] = [0, Math.max(longest * 1.02 + 2, (expectedMinutes ?? 0) * 60 * 1.2, 60)]
  while (late - early > 1) {
    const middle = (early + late) / 2
    if (share(middle) >= practicallyAll) late = middle
    else early = middle
  }
  return late
}
