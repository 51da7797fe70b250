import { secondsAfter } from '../shared/india-time'
import { type FinishModel, ageWorth, worthOfLook } from './finish-model'
import { type AskFacts, isWatched, nextAsk } from './ladder'

/** What the scheduler looks at, beside what the ladder looks at. */
export type LookFacts = AskFacts & {
  startedAt: Date | null
  /** The last answer; after failed asks it, not the last ask, is what we know. Absent: every ask was answered. */
  lastAnsweredAt?: Date | null
  /** When a callback arrived or the browser came back. */
  hintedAt: Date | null
  /** More time than the test normally gives. */
  extraTimePercent: number | null
}

/** After a hint that came too early, asked again in pauses that double, for as long as this. */
const echoSeconds = { first: 30, until: 600 }
/** A sitting that outlasts everything known, or was not begun: the pause grows by half of the time gone, within these. */
const latePause = { least: 300, most: 24 * 3600 }
/** Ranks above every price: each tier before the next. A sitting that must have ended comes right after them. */
const tier = { hint: 4e9, answerDue: 3e9, ended: 1e9 }
/** An ask of the ladder without a model is worth this, and more with each second that it waits. */
const rungWorth = 30
/** While the applicant looks, waiting counts so much more; and one look is worth a little in any case. */
const watched = { times: 20, least: 1 }

/**
 * When to ask about an attempt next, or null as in the ladder, whose floors and horizon all stay. `price` is what a look
 * must be worth at the present load (`priceOfLook`). Without a model the ladder's own rungs decide.
 */
export function nextLook(facts: LookFacts, model: FinishModel | null, price: number): Date | null {
  return nextAsk({
    ...facts,
    worthwhileAt: isHintOpen(facts) ? facts.now : worthwhileAt(facts, model, price),
  })
}

/**
 * How much a call for this attempt is worth right now, to rank all that are due: hints first, then finished tests whose
 * result is owed, then sittings that must have ended; below, the expected seconds of waiting that a look saves.
 * `dueAt` is the attempt's next ask.
 */
export function worthOfAsking(facts: LookFacts, model: FinishModel | null, dueAt: Date): number {
  if (isHintOpen(facts)) return tier.hint
  if (facts.progress === 'completed' || echoOf(facts)) return tier.answerDue
  const sitting = model && sittingOf(facts, model)
  const worth = sitting
    ? worthOfLook(model, sitting.lookedAt, sitting.age)
    : rungWorth + since(dueAt, facts.now)
  const capped = Math.min(worth, tier.ended)
  return isWatched(facts) ? Math.max(watched.least, capped * watched.times) : capped
}

/** Whether a call for this worth is made whatever the price. */
export const isOwed = (worth: number): boolean => worth >= tier.answerDue

/**
 * What a look must be worth, in seconds of waiting saved, when so many sittings are open at one connection. A round over
 * all of them within two minutes is nearly free; beyond that the price grows with the square of the round, because the
 * waiting that a look saves falls with the square of the looks. It stops where a look is worth its call at any load (then
 * the order alone decides), and rises again where next to nobody sits: calls are free there, but not without end.
 */
export function priceOfLook({ open, callsPerSecond }: { open: number; callsPerSecond: number }): number {
  const roundSeconds = open / callsPerSecond
  if (roundSeconds < 120) return 0.01 * Math.min(40, Math.max(1, 20 / roundSeconds))
  return Math.min(4, Math.max(0.01, 8e-6 * (roundSeconds - 120) ** 2))
}

/**
 * How many looks that nobody is owed may be made, per second, when `free` of the connection's calls are free: all that
 * comes back, less when hardly any are free (they wait for hints and people), and slowly what was saved up at rest.
 */
export function looksPerSecond(budget: { free: number; calls: number; windowSeconds: number }): number {
  const refill = budget.calls / budget.windowSeconds
  const kept = budget.calls / 100
  return refill * Math.min(1, budget.free / kept) + Math.max(0, budget.free - budget.calls / 5) / 60
}

/** A callback or a return that no answered ask has followed yet. */
function isHintOpen(facts: LookFacts): boolean {
  const lookedAt = lookedAtOf(facts)
  return facts.hintedAt !== null && (lookedAt === null || facts.hintedAt > lookedAt)
}

const lookedAtOf = ({ failures, lastAnsweredAt = null, lastAskedAt }: LookFacts): Date | null =>
  failures > 0 ? lastAnsweredAt : lastAskedAt

function worthwhileAt(facts: LookFacts, model: FinishModel | null, price: number): Date | null {
  if (facts.progress === 'completed') return null
  const echo = echoOf(facts)
  const planned = model && plannedAt(facts, model, price)
  return echo && planned ? (echo < planned ? echo : planned) : (echo ?? planned)
}

/** The provider had not yet seen what the hint spoke of: asked again soon, a few times. */
function echoOf(facts: LookFacts): Date | null {
  const { hintedAt, progress } = facts
  const lookedAt = lookedAtOf(facts)
  if (!hintedAt || !lookedAt || progress === 'completed') return null
  const sinceHint = since(hintedAt, lookedAt)
  if (sinceHint < 0 || sinceHint > echoSeconds.until) return null
  return secondsAfter(lookedAt, Math.max(echoSeconds.first, sinceHint))
}

function plannedAt(facts: LookFacts, model: FinishModel, price: number): Date | null {
  const sitting = sittingOf(facts, model)
  if (!sitting) return lateAt(facts)
  const planned = secondsAfter(sitting.begin, ageWorth(model, sitting.lookedAt, price) * sitting.stretch)
  const notBefore = isUnbegun(facts) ? lateAt(facts) : null
  return notBefore && notBefore > planned ? notBefore : planned
}

/** Null where the sitting is left or never was: then the ladder decides. */
function lateAt(facts: LookFacts): Date | null {
  const { progress, launchedAt } = facts
  const lookedAt = lookedAtOf(facts)
  if (!launchedAt || !lookedAt || progress === 'abandoned') return null
  const gone = since(launchedAt, lookedAt) / 2
  return secondsAfter(lookedAt, Math.min(latePause.most, Math.max(latePause.least, gone)))
}

type Sitting = { begin: Date; stretch: number; lookedAt: number; age: number }

/** Ages on the model's own scale; null when the model has nothing to say: left, or unfinished after everything known. */
function sittingOf(facts: LookFacts, model: FinishModel): Sitting | null {
  const begin = facts.progress === 'abandoned' ? null : beginOf(facts, model)
  if (!begin) return null
  const stretch = 1 + (facts.extraTimePercent ?? 0) / 100
  const last = lookedAtOf(facts)
  const lookedAt = last ? Math.max(0, since(begin, last)) / stretch : 0
  if (lookedAt >= model.endSeconds) return null
  return { begin, stretch, lookedAt, age: since(begin, facts.now) / stretch }
}

/**
 * When the sitting began, as far as is known. A test that had not begun at the last look cannot have begun earlier; one
 * taken up again soon after it was left goes on counting; otherwise the launch, or the first sign of life long after it.
 */
function beginOf(facts: LookFacts, { endSeconds }: FinishModel): Date | null {
  const { launchedAt, startedAt, lastProgressAt } = facts
  if (!launchedAt) return null
  if (isUnbegun(facts)) return lookedAtOf(facts)
  if (startedAt && since(startedAt, launchedAt) < endSeconds) return startedAt
  const isLateSign = lastProgressAt && since(launchedAt, lastProgressAt) > endSeconds
  return isLateSign ? lastProgressAt : launchedAt
}

function isUnbegun(facts: LookFacts): boolean {
  const lookedAt = lookedAtOf(facts)
  const { progress, launchedAt } = facts
  return progress === 'not_started' && launchedAt !== null && lookedAt !== null && lookedAt > launchedAt
}

const since = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000
