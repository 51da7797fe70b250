import type { CountingRule } from '../assessments/attempt'
import type { Paise } from '../shared/paise'

/** Another application fee for some applicants; of several that fit, the first counts. */
export type FeeRule = {
  /** `programme`: `value` is the id of the first choice; `category`: a word of the form's category. */
  by: 'programme' | 'category'
  value: string
  /** 0: no fee is asked. */
  paise: Paise
}
export const feeRuleKinds = ['programme', 'category'] as const

/** A text in each language of the portal. */
type Words = { en: string; hi: string }

/** A stage of the review, a line of the scorecard, the seats of a programme: rows of their own tables as they stood. */
export type TermsSnapshot = { id: string; label: string }

/** Everything an intake promises to its applicants and asks of them: the content of one version. */
export type IntakeTerms = {
  name: Words
  /** ISO instants. `assessmentUntil`: whoever has submitted may sit the assessment until then; null: no end. */
  opensAt: string
  closesAt: string
  assessmentUntil: string | null
  journey: { id: string; steps: string[] }
  /** Application fee; null where none is asked. */
  feePaise: Paise | null
  feeRules: FeeRule[]
  refundPolicy: Words
  assessmentConnectionId: string | null
  /** Which of the connection's tests; null: the one its settings name. */
  assessmentTestId: string | null
  attemptsAllowed: number
  countingAttempt: CountingRule
  /** Written to the intake when the version is published, and from then on read there: advice is not a promise. */
  ruleSetId: string | null
  paymentConnectionId: string | null
  /** Programmes offered, in order. */
  programmeIds: string[]
  /** The review and the seats as they stood when the version was published. */
  stages?: TermsSnapshot[]
  scorecard?: TermsSnapshot[]
  seats?: TermsSnapshot[]
}

/** What of an applicant decides the fee. */
export type FeeSubject = { programmeId: string | null; category: string | null }

/** The application fee that these terms ask of this applicant, in paise; null for none. */
export function feeFor(
  { feePaise, feeRules }: Pick<IntakeTerms, 'feePaise' | 'feeRules'>,
  { programmeId, category }: FeeSubject,
): Paise | null {
  const rule = feeRules.find(({ by, value }) => value === (by === 'programme' ? programmeId : category))
  const paise = rule ? rule.paise : feePaise
  return paise === 0 ? null : paise
}

export const versionStates = ['draft', 'published', 'retired'] as const

/** What of a new version may also reach those in flight, when whoever publishes it says so. */
export const reaches = ['dates', 'assessment', 'payment'] as const
export type Reach = (typeof reaches)[number]

/** The terms as they are typed: what was noted of the review and the seats at publishing is left out. */
export function withoutSnapshot(terms: IntakeTerms): IntakeTerms {
  const { stages: _stages, scorecard: _scorecard, seats: _seats, ...typed } = terms
  return typed
}
