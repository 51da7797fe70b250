import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canMove, moves, type ApplicationMove, type ApplicationState } from '../applications/machine'
import { progressStates, resultStates } from '../assessments/attempt'
import { mayLaunch } from '../assessments/can'
import {
  applyReport,
  giveUp,
  type AttemptChange,
  type AttemptNews,
  type AttemptView,
} from '../assessments/machine'
import { paymentStates, reduceOrder, type PaymentFact } from '../payments/ledger'
import { secondsAfter } from '../shared/india-time'
import { assessmentFirst, paymentFirst, stepStates, type JourneyDefinition } from './definition'
import type { JourneyFacts } from './facts'
import {
  mayEditForm,
  mayPay,
  mayStartAssessment,
  mayStep,
  maySubmit,
  planJourney,
  type PlannedStep,
} from './journey'

/** One application as rows would hold it; the facts are derived from it as the portal does. */
type World = {
  definition: JourneyDefinition
  seconds: number
  paise: number | null
  waived: boolean
  emailVerified: boolean
  pages: number
  submittedAt: Date | null
  payments: PaymentFact[]
  /** Recorded once, as the database does: a payment that has settled the fee stays the one that did. */
  settledBy: string | null
  paySent: boolean
  attempt: (AttemptView & { no: number; lastErrorKind: string | null }) | null
  connectionHealthy: boolean
  courses: number
  acknowledgedAt: Date | null
  state: ApplicationState
  reviewStartedAt: Date | null
}
type Event = (world: World, now: Date) => World

const opening = new Date('2026-11-01T00:00:00Z')
const closing = secondsAfter(opening, 900)
const formPages = 3

const orderOf = ({ paise, settledBy, payments }: World) =>
  reduceOrder({ paise: paise ?? 0, currency: 'INR', settledBy }, payments)

const hear = (world: World, fact: PaymentFact): World => {
  const after = { ...world, payments: [...world.payments, fact] }
  return { ...after, settledBy: orderOf(after).settledBy }
}

function factsOf(world: World): JourneyFacts {
  const order = orderOf(world)
  const settling = order.payments.find((payment) => payment.gatewayPaymentId === order.settledBy)
  const orderState =
    order.state === 'settled' ? 'none' : order.state === 'open' && !world.paySent ? 'none' : order.state
  return {
    now: secondsAfter(opening, world.seconds),
    emailVerified: world.emailVerified,
    intake: { opensAt: opening, closesAt: closing },
    form: {
      startedPages: world.pages,
      allComplete: world.pages === formPages,
      submittedAt: world.submittedAt,
    },
    fee: { paise: world.paise, settledAt: settling?.at ?? null, waived: world.waived, orderState },
    assessment: {
      attempt: world.attempt && { ...world.attempt, lastAskedAt: null, nextAskAt: null },
      connectionHealthy: world.connectionHealthy,
    },
    recommendations: { count: world.courses, acknowledgedAt: world.acknowledgedAt },
    application: {
      state: world.state,
      reviewStartedAt: world.reviewStartedAt,
      decidedAt: null,
      withdrawnAt: null,
    },
  }
}

const launch: Event = (world, now) => {
  if (!mayStartAssessment(world.definition, factsOf(world)).ok) return world
  const plan = mayLaunch({
    attempt: world.attempt && { ...world.attempt, mintingSince: null },
    resumesAfterLeaving: true,
    ended: 0,
    allowed: 1,
    now,
  })
  if (!plan.ok) return world
  if (world.attempt && !plan.value.isNew) return { ...world, attempt: { ...world.attempt, launchedAt: now } }
  return {
    ...world,
    attempt: {
      no: plan.value.attemptNo,
      progress: 'not_started',
      result: 'none',
      statusReason: null,
      rawStatus: null,
      externalId: null,
      startedAt: null,
      finishedAt: null,
      durationMinutes: null,
      launchedAt: now,
      lastProgressAt: null,
      lastErrorKind: null,
    },
  }
}
const change = (world: World, conclude: (attempt: AttemptView) => AttemptChange): World =>
  world.attempt ? { ...world, attempt: { ...world.attempt, ...conclude(world.attempt).changes } } : world
const submit: Event = (world, now) =>
  maySubmit(world.definition, factsOf(world)).ok && canMove('submit', world.state)
    ? { ...world, submittedAt: now, state: 'submitted' }
    : world
const staffMove =
  (move: Exclude<ApplicationMove, 'submit'>): Event =>
  (world, now) =>
    canMove(move, world.state)
      ? {
          ...world,
          state: moves[move].to,
          reviewStartedAt: move === 'start_review' ? now : world.reviewStartedAt,
        }
      : world
const staffMoves = (Object.keys(moves) as ApplicationMove[]).filter((move) => move !== 'submit')

const payment = fc.record({
  gatewayPaymentId: fc.constantFrom('pay_1', 'pay_2', 'pay_3'),
  state: fc.constantFrom(...paymentStates, 'captured', 'captured', 'captured', 'captured'),
  paise: fc.constantFrom(100_000, 100_000, 100_000, 90_000),
  at: fc.integer({ min: 0, max: 4000 }).map((seconds) => secondsAfter(opening, seconds)),
})
const news = fc.record<AttemptNews>({
  progress: fc.constantFrom(...progressStates, 'unknown' as const),
  result: fc.constantFrom(...resultStates),
  rawStatus: fc.constantFrom(null, 'ongoing', 'done'),
  externalId: fc.constant(null),
  startedAt: fc.constant(null),
  finishedAt: fc.constant(null),
  durationMinutes: fc.constant(null),
})
const errorKind = fc.constantFrom(
  null,
  'transient',
  'rate_limited',
  'config',
  'contract',
  'invalid',
  'not_found',
  'brand_new',
)

const event: fc.Arbitrary<Event> = fc.oneof(
  {
    arbitrary: fc
      .integer({ min: 1, max: 600 })
      .map((seconds): Event => (world) => ({ ...world, seconds: world.seconds + seconds })),
    weight: 2,
  },
  { arbitrary: fc.constant<Event>((world) => ({ ...world, emailVerified: true })), weight: 2 },
  {
    arbitrary: fc.constant<Event>((world) =>
      mayEditForm(world.definition, factsOf(world)).ok
        ? { ...world, pages: Math.min(world.pages + 1, formPages) }
        : world,
    ),
    weight: 6,
  },
  { arbitrary: fc.constant(submit), weight: 4 },
  {
    arbitrary: fc.constant<Event>((world) =>
      mayPay(world.definition, factsOf(world)).ok ? { ...world, paySent: true } : world,
    ),
    weight: 3,
  },
  {
    // The gateway speaks whenever it likes, but only of an order that was begun.
    arbitrary: payment.map(
      (one): Event =>
        (world) =>
          world.paySent ? hear(world, { ...one, currency: 'INR', method: null, reason: null }) : world,
    ),
    weight: 6,
  },
  { arbitrary: fc.constant(launch), weight: 4 },
  {
    arbitrary: news.map(
      (one): Event =>
        (world, now) =>
          change(world, (attempt) => applyReport(attempt, one, now)),
    ),
    weight: 5,
  },
  {
    arbitrary: fc.constant<Event>((world, now) => change(world, (attempt) => giveUp(attempt, now))),
    weight: 1,
  },
  {
    arbitrary: errorKind.map(
      (kind): Event =>
        (world) =>
          world.attempt ? { ...world, attempt: { ...world.attempt, lastErrorKind: kind } } : world,
    ),
    weight: 2,
  },
  {
    arbitrary: fc.boolean().map((connectionHealthy): Event => (world) => ({ ...world, connectionHealthy })),
    weight: 1,
  },
  {
    arbitrary: fc.constant<Event>((world) =>
      world.attempt ? { ...world, courses: world.courses + 1 } : world,
    ),
    weight: 2,
  },
  {
    arbitrary: fc.constant<Event>((world, now) =>
      mayStep(world.definition, factsOf(world), 'recommendations').ok
        ? { ...world, acknowledgedAt: world.acknowledgedAt ?? now }
        : world,
    ),
    weight: 2,
  },
  { arbitrary: fc.constant<Event>((world) => ({ ...world, waived: true })), weight: 1 },
  { arbitrary: fc.constantFrom(...staffMoves).map(staffMove), weight: 1 },
)

const start = fc.record({
  definition: fc.constantFrom(assessmentFirst, paymentFirst),
  paise: fc.constantFrom(null, 100_000),
  seconds: fc.constantFrom(-300, 0, 0, 0),
})
const history = fc.tuple(start, fc.array(event, { minLength: 40, maxLength: 80, size: 'max' }))

/** Every state of the world along one history, the first included. */
function along([begin, events]: [
  { definition: JourneyDefinition; paise: number | null; seconds: number },
  Event[],
]): World[] {
  const worlds: World[] = [
    {
      ...begin,
      waived: false,
      emailVerified: false,
      pages: 0,
      submittedAt: null,
      payments: [],
      settledBy: null,
      paySent: false,
      attempt: null,
      connectionHealthy: true,
      courses: 0,
      acknowledgedAt: null,
      state: 'draft',
      reviewStartedAt: null,
    },
  ]
  for (const happens of events) {
    const world = worlds.at(-1)
    if (world) worlds.push(happens(world, secondsAfter(opening, world.seconds)))
  }
  return worlds
}

const plans = (worlds: World[]) =>
  worlds.map((world) => ({
    world,
    facts: factsOf(world),
    plan: planJourney(world.definition, factsOf(world)),
  }))

function isWellExplained({ state, reason, waitsFor }: PlannedStep): boolean {
  if (!stepStates.includes(state)) return false
  if (state === 'locked' || state === 'waiting') return reason !== null && reason.waitsFor === waitsFor
  return state === 'skipped' || reason === null
}

const check = (promise: (worlds: World[]) => void) =>
  fc.assert(
    fc.property(history, (lived) => promise(along(lived))),
    { numRuns: 200 },
  )

describe('whatever happens, in whatever order', () => {
  test('every step is in a known state, and a locked or waiting one says why and who acts', () => {
    check((worlds) => {
      for (const { world, plan } of plans(worlds)) {
        expect(plan.steps.map((step) => step.kind)).toEqual(world.definition.steps)
        expect(plan.steps.filter((step) => !isWellExplained(step))).toEqual([])
      }
    })
  })

  test('a done step is never undone', () => {
    check((worlds) => {
      const done = new Set<string>()
      for (const { plan } of plans(worlds)) {
        for (const { kind, state } of plan.steps) {
          if (done.has(kind)) expect(`${kind} ${state}`).toBe(`${kind} done`)
          if (state === 'done') done.add(kind)
        }
      }
    })
  })

  test('the next thing to do is never locked, and there is one whenever something can be done', () => {
    check((worlds) => {
      for (const { plan } of plans(worlds)) {
        const open = plan.steps.filter((step) => step.canAct).map((step) => step.kind)
        if (plan.next) expect(open).toContain(plan.next.kind)
        else expect(open).toEqual([])
      }
    })
  })

  test('what the page explains is what the command enforces', () => {
    check((worlds) => {
      for (const { world, facts, plan } of plans(worlds)) {
        for (const step of plan.steps) {
          const guard = mayStep(world.definition, facts, step.kind)
          const isReadAgain = step.kind === 'recommendations' && step.state === 'done'
          if (guard.ok !== (step.canAct || isReadAgain))
            expect.fail(`${step.kind} ${step.state} but ${JSON.stringify(guard)}`)
          if (!guard.ok && step.reason) expect(guard.refusal).toEqual(step.reason)
        }
        const form = plan.steps.find((step) => step.kind === 'form')
        expect(maySubmit(world.definition, facts).ok).toBe(Boolean(form?.canAct && !form.submission))
      }
    })
  })

  test('where a fee is asked first, no assessment is open before it is settled or waived', () => {
    check((worlds) => {
      for (const { world, facts } of plans(worlds)) {
        if (world.definition !== paymentFirst || world.paise === null || world.waived || facts.fee.settledAt)
          continue
        expect(mayStartAssessment(world.definition, facts).ok).toBe(false)
      }
    })
  })

  test('a settled fee of a submitted application always leaves the assessment open, done or waiting, never locked', () => {
    check((worlds) => {
      for (const { world, facts, plan } of plans(worlds)) {
        if (!world.submittedAt || !facts.fee.settledAt || world.state === 'withdrawn') continue
        expect(plan.steps.find((step) => step.kind === 'assessment')?.state).not.toBe('locked')
      }
    })
  })

  test('a form once begun is open until it is submitted, withdrawn or the intake closes', () => {
    check((worlds) => {
      for (const { world, facts } of plans(worlds)) {
        if (world.pages === 0 || world.submittedAt || world.state === 'withdrawn' || facts.now >= closing)
          continue
        expect(mayEditForm(world.definition, facts).ok).toBe(true)
      }
    })
  })

  test('payment facts in any order, repeated, give the same journey', () => {
    fc.assert(
      fc.property(
        history,
        fc.array(payment, { maxLength: 8 }),
        fc.infiniteStream(fc.nat()),
        (lived, said, random) => {
          const world = along(lived).at(-1)
          if (!world) return
          const facts = said.map((one): PaymentFact => ({
            ...one,
            currency: 'INR',
            method: null,
            reason: null,
          }))
          const shuffled = [...facts, ...facts]
            .map((fact) => ({ fact, at: random.next().value }))
            .sort((a, b) => a.at - b.at)
          const plan = (payments: PaymentFact[]) =>
            planJourney(world.definition, factsOf({ ...world, paySent: true, payments, settledBy: null }))
          expect(plan(shuffled.map(({ fact }) => fact))).toEqual(plan(facts))
        },
      ),
    )
  })
})
