import { readJourney } from '../journeys/definition'
import type { IntakeTerms } from './terms'
import { type Complaints, placeOf } from './typed-terms'

/** What the checks ask about the partner's world: which ids can be used now. */
export type TermsWorld = {
  assessmentConnections: readonly string[]
  paymentConnections: readonly string[]
  ruleSets: readonly string[]
  /** Programmes that are not retired. */
  programmes: readonly string[]
}

/** Why these terms cannot be published yet: a complaint per control of their form. Whole terms have none. */
export function missingTerms(terms: IntakeTerms, world: TermsWorld): Complaints {
  const complaints: Complaints = {}
  const must = (holds: boolean, field: string, complaint: string) => {
    if (!holds) complaints[field] ??= complaint
  }
  const { steps } = terms.journey
  const asksFee = (terms.feePaise ?? 0) > 0 || terms.feeRules.some(({ paise }) => paise > 0)
  must(terms.name.en !== '', 'nameEn', 'name_missing')
  must(terms.name.hi !== '', 'nameHi', 'name_missing')
  must(terms.opensAt < terms.closesAt, 'closesAt', 'closes_before_opens')
  must(
    terms.assessmentUntil === null || terms.assessmentUntil >= terms.closesAt,
    'assessmentUntil',
    'until_before_closing',
  )
  must(isReadable(terms), 'step-1', 'journey_unreadable')
  must(terms.programmeIds.length > 0, 'programmes', 'programmes_missing')
  for (const id of terms.programmeIds) must(world.programmes.includes(id), placeOf(id), 'programme_retired')
  if (asksFee) {
    must(steps.includes('fee'), 'fee', 'fee_without_step')
    must(
      isOneOf(terms.paymentConnectionId, world.paymentConnections),
      'paymentConnectionId',
      'payment_missing',
    )
    must(terms.refundPolicy.en !== '', 'refundEn', 'refund_missing')
    must(terms.refundPolicy.hi !== '', 'refundHi', 'refund_missing')
  }
  if (terms.paymentConnectionId)
    must(
      isOneOf(terms.paymentConnectionId, world.paymentConnections),
      'paymentConnectionId',
      'connection_unusable',
    )
  if (steps.includes('assessment'))
    must(terms.assessmentConnectionId !== null, 'connectionId', 'connection_missing')
  if (terms.assessmentConnectionId)
    must(
      isOneOf(terms.assessmentConnectionId, world.assessmentConnections),
      'connectionId',
      'connection_unusable',
    )
  if (terms.ruleSetId) must(isOneOf(terms.ruleSetId, world.ruleSets), 'ruleSetId', 'rule_set_unusable')
  terms.feeRules.forEach(({ by, value }, at) => {
    if (by === 'programme') must(terms.programmeIds.includes(value), `rule-${at + 1}`, 'rule_not_offered')
  })
  return complaints
}

const isOneOf = (id: string | null, known: readonly string[]) => id !== null && known.includes(id)

function isReadable({ journey }: IntakeTerms): boolean {
  try {
    readJourney(journey)
    return true
  } catch {
    return false
  }
}
