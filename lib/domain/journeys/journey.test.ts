import { describe, expect, test } from 'vitest'
import {
  assessmentFirst,
  paymentFirst,
  readJourney,
  type JourneyDefinition,
  type StepKind,
} from './definition'
import type { AttemptFacts, FeeFacts, JourneyFacts } from './facts'
import {
  mayAnswerQuery,
  mayChangePreferences,
  mayEditForm,
  mayPay,
  mayStartAssessment,
  mayStep,
  maySubmit,
  planJourney,
} from './journey'

const day = (date: number) => new Date(Date.UTC(2026, 10, date))
const now = day(21)
const noForm = { startedPages: 0, allComplete: false, submittedAt: null }
const fullForm = { startedPages: 6, allComplete: true, submittedAt: null }
const submitted = { ...fullForm, submittedAt: day(20) }
const fee: FeeFacts = { paise: 100_000, settledAt: null, waived: false, orderState: 'none' }
const attempt: AttemptFacts = {
  progress: 'not_started',
  result: 'none',
  lastErrorKind: null,
  launchedAt: day(21),
  lastAskedAt: null,
  nextAskAt: null,
}
const finished: AttemptFacts = { ...attempt, progress: 'completed', result: 'ready' }

/** A verified applicant of an open intake without a fee, with nothing done yet. */
function facts(some: Partial<JourneyFacts> = {}): JourneyFacts {
  return {
    now,
    emailVerified: true,
    intake: { opensAt: day(1), closesAt: day(30) },
    form: noForm,
    fee: { ...fee, paise: null },
    assessment: { attempt: null, connectionHealthy: true },
    recommendations: { count: 0, acknowledgedAt: null },
    application: { state: 'draft', reviewStartedAt: null, decidedAt: null, withdrawnAt: null },
    ...some,
  }
}
const sat = (one: Partial<AttemptFacts>, connectionHealthy = true) => ({
  attempt: { ...attempt, ...one },
  connectionHealthy,
})
const step = (definition: JourneyDefinition, given: JourneyFacts, kind: StepKind) =>
  planJourney(definition, given).steps.find((planned) => planned.kind === kind)
const states = (definition: JourneyDefinition, given: JourneyFacts) =>
  Object.fromEntries(planJourney(definition, given).steps.map(({ kind, state }) => [kind, state]))
const nextOf = (definition: JourneyDefinition, given: JourneyFacts) =>
  planJourney(definition, given).next?.kind ?? null

describe('Option A, assessment first', () => {
  const a = assessmentFirst

  test('nothing opens before the e-mail address is verified', () => {
    const given = facts({ emailVerified: false })
    expect(nextOf(a, given)).toBe('verify_email')
    expect(mayStartAssessment(a, given)).toMatchObject({
      ok: false,
      refusal: { code: 'email_unverified', waitsFor: 'applicant' },
    })
  })

  test('the assessment comes first; courses, form and review wait for it', () => {
    expect(states(a, facts())).toEqual({
      verify_email: 'done',
      assessment: 'available',
      recommendations: 'locked',
      form: 'locked',
      fee: 'skipped',
      review: 'locked',
      decision: 'locked',
    })
    expect(step(a, facts(), 'form')?.reason).toEqual({ code: 'assessment_first', waitsFor: 'applicant' })
    expect(nextOf(a, facts())).toBe('assessment')
  })

  test('after the test the courses are next, and the form does not insist on them', () => {
    const given = facts({ assessment: sat(finished), recommendations: { count: 3, acknowledgedAt: null } })
    expect(states(a, given)).toMatchObject({
      assessment: 'done',
      recommendations: 'available',
      form: 'available',
    })
    expect(nextOf(a, given)).toBe('recommendations')
    expect(nextOf(a, { ...given, recommendations: { count: 3, acknowledgedAt: now } })).toBe('form')
  })

  test('a finished test whose result is awaited says so, and says when we ask again', () => {
    const given = facts({
      assessment: sat({ progress: 'completed', result: 'pending', lastAskedAt: day(20), nextAskAt: day(22) }),
    })
    expect(step(a, given, 'assessment')).toMatchObject({
      state: 'waiting',
      waitsFor: 'provider',
      reason: {
        code: 'result_awaited',
        params: { lastAskedAt: day(20).toISOString(), nextAskAt: day(22).toISOString() },
      },
    })
    expect(step(a, given, 'form')).toMatchObject({
      state: 'locked',
      reason: { code: 'result_awaited', waitsFor: 'provider' },
    })
    expect(nextOf(a, given)).toBeNull()
  })

  test('a result that never comes does not keep anyone from the form', () => {
    const given = facts({ assessment: sat({ progress: 'completed', result: 'unavailable' }) })
    expect(states(a, given)).toMatchObject({
      assessment: 'done',
      recommendations: 'skipped',
      form: 'available',
    })
    expect(step(a, given, 'recommendations')?.reason?.code).toBe('result_unavailable')
  })

  test('courses of a partial result open the form', () => {
    const given = facts({
      assessment: sat({ progress: 'completed', result: 'partial' }),
      recommendations: { count: 1, acknowledgedAt: null },
    })
    expect(states(a, given)).toMatchObject({
      assessment: 'waiting',
      recommendations: 'available',
      form: 'available',
    })
  })

  test.each(['transient', 'rate_limited', 'contract'])(
    'while the provider fails (%s) the form may be filled ahead, not submitted',
    (lastErrorKind) => {
      const given = facts({ form: fullForm, assessment: sat({ lastErrorKind }) })
      expect(step(a, facts({ assessment: sat({ lastErrorKind }) }), 'form')?.state).toBe('available')
      expect(mayEditForm(a, given)).toEqual({ ok: true, value: undefined })
      expect(maySubmit(a, given)).toMatchObject({
        ok: false,
        refusal: { code: 'assessment_first', waitsFor: 'provider' },
      })
    },
  )

  test('with a refused key the staff must act, the form may be filled ahead and the test may still be tried', () => {
    const given = facts({ assessment: { attempt: null, connectionHealthy: false } })
    expect(step(a, given, 'assessment')).toMatchObject({
      state: 'available',
      trouble: { code: 'provider_misconfigured', waitsFor: 'staff' },
    })
    expect(step(a, given, 'form')).toMatchObject({
      state: 'available',
      submission: { code: 'assessment_first', waitsFor: 'staff' },
    })
    expect(nextOf(a, given)).toBe('form')
    expect(nextOf(a, { ...given, form: fullForm })).toBe('assessment')
  })

  test('a form begun while the provider was down stays open when it is back', () => {
    const given = facts({ form: { ...noForm, startedPages: 1 } })
    expect(step(a, given, 'form')).toMatchObject({
      state: 'in_progress',
      submission: { code: 'assessment_first', waitsFor: 'applicant' },
    })
  })

  test('"no record yet" is no trouble', () => {
    expect(
      step(a, facts({ assessment: sat({ lastErrorKind: 'not_found' }) }), 'assessment')?.trouble,
    ).toBeNull()
  })

  test('an expired or failed test may be taken again, one under way goes on', () => {
    expect(states(a, facts({ assessment: sat({ progress: 'expired' }) })).assessment).toBe('available')
    expect(states(a, facts({ assessment: sat({ progress: 'failed' }) })).assessment).toBe('available')
    expect(states(a, facts({ assessment: sat({ progress: 'abandoned' }) })).assessment).toBe('in_progress')
    expect(states(a, facts({ assessment: sat({}) })).assessment).toBe('in_progress')
    expect(states(a, facts({ assessment: sat({ launchedAt: null }) })).assessment).toBe('available')
  })

  test('a half filled form cannot be submitted', () => {
    const given = facts({ assessment: sat(finished), form: { ...noForm, startedPages: 2 } })
    expect(maySubmit(a, given)).toMatchObject({ ok: false, refusal: { code: 'form_incomplete' } })
    expect(maySubmit(a, { ...given, form: fullForm })).toEqual({ ok: true, value: undefined })
  })

  test('after submission the form is read only and the college reviews', () => {
    const given = facts({ assessment: sat(finished), form: submitted })
    expect(mayEditForm(a, given)).toMatchObject({ ok: false, refusal: { code: 'already_submitted' } })
    expect(mayChangePreferences(a, given)).toMatchObject({
      ok: false,
      refusal: { code: 'already_submitted' },
    })
    expect(step(a, given, 'review')).toMatchObject({ state: 'waiting', waitsFor: 'staff' })
    expect(states(a, given).decision).toBe('locked')
  })

  test('an intake may ask for a fee in this order too', () => {
    const given = facts({ fee, assessment: sat(finished), form: submitted })
    expect(nextOf(a, { ...given, recommendations: { count: 1, acknowledgedAt: now } })).toBe('fee')
    expect(step(a, given, 'review')?.reason).toEqual({ code: 'fee_unpaid', waitsFor: 'applicant' })
  })
})

describe('Option B, payment first', () => {
  const b = paymentFirst
  const paid: FeeFacts = { ...fee, settledAt: day(20) }

  test('the form comes first and its submission opens the fee', () => {
    expect(nextOf(b, facts({ fee }))).toBe('form')
    expect(mayPay(b, facts({ fee, form: fullForm }))).toMatchObject({
      ok: false,
      refusal: { code: 'submission_first' },
    })
    expect(mayPay(b, facts({ fee, form: submitted }))).toEqual({ ok: true, value: undefined })
  })

  test('the assessment stays locked until the bank has settled the fee', () => {
    expect(mayStartAssessment(b, facts({ fee }))).toMatchObject({
      refusal: { code: 'form_first', waitsFor: 'applicant' },
    })
    expect(mayStartAssessment(b, facts({ fee, form: submitted }))).toMatchObject({
      refusal: { code: 'fee_unpaid', waitsFor: 'applicant' },
    })
    const checking = facts({ form: submitted, fee: { ...fee, orderState: 'checking' } })
    expect(mayStartAssessment(b, checking)).toMatchObject({
      refusal: { code: 'payment_checking', waitsFor: 'bank' },
    })
    expect(mayStartAssessment(b, facts({ form: submitted, fee: paid }))).toEqual({
      ok: true,
      value: undefined,
    })
  })

  test('nobody can begin a second payment while the bank is being asked', () => {
    const given = facts({ form: submitted, fee: { ...fee, orderState: 'checking' } })
    expect(mayPay(b, given)).toMatchObject({
      ok: false,
      refusal: { code: 'payment_checking', waitsFor: 'bank' },
    })
    expect(nextOf(b, given)).toBeNull()
  })

  test('money of another amount waits for staff, and a paid fee cannot be paid again', () => {
    expect(mayPay(b, facts({ form: submitted, fee: { ...fee, orderState: 'mismatch' } }))).toMatchObject({
      refusal: { code: 'payment_mismatch', waitsFor: 'staff' },
    })
    expect(mayPay(b, facts({ form: submitted, fee: paid }))).toMatchObject({
      refusal: { code: 'fee_settled' },
    })
  })

  test.each([
    { ...fee, waived: true },
    { ...fee, paise: 0 },
    { ...fee, paise: null },
  ])('without a fee to pay the assessment opens at submission: %o', (none) => {
    const given = facts({ form: submitted, fee: none })
    expect(states(b, given)).toMatchObject({ fee: 'skipped', assessment: 'available' })
    expect(mayPay(b, given)).toMatchObject({ refusal: { code: none.waived ? 'fee_waived' : 'fee_not_due' } })
  })

  test('the order of programmes may change until review starts', () => {
    const given = facts({
      form: submitted,
      fee: paid,
      application: { state: 'submitted', reviewStartedAt: null, decidedAt: null, withdrawnAt: null },
    })
    expect(mayChangePreferences(b, given)).toEqual({ ok: true, value: undefined })
    const reviewed = { ...given, application: { ...given.application, reviewStartedAt: now } }
    expect(mayChangePreferences(b, reviewed)).toMatchObject({
      refusal: { code: 'preferences_closed', waitsFor: 'staff' },
    })
  })

  test('review waits for the assessment, not for a look at the courses', () => {
    const given = facts({ form: submitted, fee: paid })
    expect(step(b, given, 'review')?.reason).toEqual({ code: 'assessment_first', waitsFor: 'applicant' })
    const done = { ...given, assessment: sat(finished), recommendations: { count: 2, acknowledgedAt: null } }
    expect(states(b, done).review).toBe('waiting')
    expect(nextOf(b, done)).toBe('recommendations')
  })
})

describe('dates of the intake', () => {
  const early = facts({ intake: { opensAt: day(25), closesAt: day(30) } })
  const late = (some: Partial<JourneyFacts> = {}) => facts({ now: day(30), ...some })

  test('before opening nothing of the intake can be done, and the date is told', () => {
    expect(step(paymentFirst, early, 'form')).toMatchObject({
      state: 'locked',
      reason: { code: 'intake_not_open', params: { opensAt: day(25).toISOString() } },
    })
  })

  test('at the closing instant an unsubmitted form is locked, one second earlier it is not', () => {
    const second = new Date(day(30).getTime() - 1000)
    expect(maySubmit(paymentFirst, late({ now: second, form: fullForm }))).toEqual({
      ok: true,
      value: undefined,
    })
    expect(maySubmit(paymentFirst, late({ form: fullForm }))).toMatchObject({
      refusal: { code: 'intake_closed', params: { closesAt: day(30).toISOString() } },
    })
    expect(step(paymentFirst, late(), 'review')?.reason?.code).toBe('intake_closed')
  })

  test('money that arrives after closing still counts, and the assessment it paid for stays open', () => {
    const given = late({ form: submitted, fee: { ...fee, settledAt: day(30) } })
    expect(states(paymentFirst, given)).toMatchObject({ fee: 'done', assessment: 'available' })
    const checking = late({ form: submitted, fee: { ...fee, orderState: 'checking' } })
    expect(step(paymentFirst, checking, 'fee')).toMatchObject({
      state: 'waiting',
      reason: { code: 'payment_checking' },
    })
    expect(mayPay(paymentFirst, late({ form: submitted, fee }))).toMatchObject({
      refusal: { code: 'intake_closed' },
    })
  })

  test('the paid-for assessment ends where the intake sets an end', () => {
    const until = { opensAt: day(1), closesAt: day(20), assessmentUntil: day(25) }
    const given = facts({ intake: until, form: submitted, fee: { ...fee, settledAt: day(20) } })
    expect(mayStartAssessment(paymentFirst, given).ok).toBe(true)
    expect(mayStartAssessment(paymentFirst, { ...given, now: day(25) })).toMatchObject({
      refusal: { code: 'intake_closed', params: { closesAt: day(25).toISOString() } },
    })
  })
})

describe('ends', () => {
  test('a withdrawn application keeps what is done and locks the rest', () => {
    const given = facts({
      form: submitted,
      fee,
      application: { state: 'withdrawn', reviewStartedAt: null, decidedAt: null, withdrawnAt: now },
    })
    expect(states(paymentFirst, given)).toMatchObject({
      form: 'done',
      fee: 'locked',
      assessment: 'locked',
      decision: 'locked',
    })
    expect(mayPay(paymentFirst, given)).toMatchObject({ refusal: { code: 'application_withdrawn' } })
    expect(mayChangePreferences(paymentFirst, given)).toMatchObject({
      refusal: { code: 'application_withdrawn' },
    })
  })

  test('from the start of review the decision is awaited, then both are done', () => {
    const application = {
      state: 'in_review',
      reviewStartedAt: now,
      decidedAt: null,
      withdrawnAt: null,
    } as const
    expect(step(assessmentFirst, facts({ application }), 'decision')).toMatchObject({
      state: 'waiting',
      reason: { code: 'decision_pending' },
    })
    const decided = facts({ application: { ...application, state: 'decided', decidedAt: now } })
    expect(states(assessmentFirst, decided)).toMatchObject({ review: 'done', decision: 'done' })
  })

  test('a step that the journey does not hold is not needed', () => {
    const short = readJourney({ id: 'form_only', steps: ['form', 'review', 'decision'] })
    expect(mayStep(short, facts(), 'fee')).toMatchObject({ refusal: { code: 'not_needed' } })
    expect(nextOf(short, facts())).toBe('form')
  })
})

describe('the journey kept with an intake', () => {
  test.each([assessmentFirst, paymentFirst])('$id reads back as it was written', (preset) => {
    expect(readJourney(JSON.parse(JSON.stringify(preset)))).toEqual(preset)
  })

  test.each([
    [null],
    [{}],
    [{ id: '', steps: ['form'] }],
    [{ id: 'x', steps: 'form' }],
    [{ id: 'x', steps: ['form', 'interview'] }],
    [{ id: 'x', steps: ['form', 'form'] }],
    [{ id: 'x', steps: ['fee'] }],
    [{ id: 'x', steps: ['form', 'verify_email'] }],
    [{ id: 'x', steps: ['recommendations', 'assessment', 'form'] }],
    [{ id: 'x', steps: ['form', 'review', 'fee'] }],
    [{ id: 'x', steps: ['form', 'decision', 'review'] }],
  ])('%o is refused', (raw) => expect(() => readJourney(raw)).toThrow(TypeError))
})

describe('a question of the admissions office', () => {
  const asked = facts({
    form: submitted,
    assessment: sat(finished),
    recommendations: { count: 1, acknowledgedAt: now },
    application: { state: 'query_raised', reviewStartedAt: day(21), decidedAt: null, withdrawnAt: null },
  })

  test('is the one thing to do next, and may be answered', () => {
    expect(step(assessmentFirst, asked, 'review')).toMatchObject({ state: 'available', canAct: true })
    expect(nextOf(assessmentFirst, asked)).toBe('review')
    expect(mayAnswerQuery(assessmentFirst, asked).ok).toBe(true)
    expect(step(assessmentFirst, asked, 'decision')?.state).toBe('waiting')
  })

  test('opens neither the form nor the preferences, and is over with the answer', () => {
    expect(mayEditForm(assessmentFirst, asked)).toMatchObject({ refusal: { code: 'already_submitted' } })
    expect(mayChangePreferences(paymentFirst, asked)).toMatchObject({
      refusal: { code: 'preferences_closed' },
    })
    const answered = facts({ ...asked, application: { ...asked.application, state: 'in_review' } })
    expect(mayAnswerQuery(assessmentFirst, answered)).toMatchObject({ refusal: { code: 'review_pending' } })
    expect(nextOf(assessmentFirst, answered)).toBeNull()
  })
})
