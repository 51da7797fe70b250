import { countingRules } from '../assessments/attempt'
import { assessmentFirst, paymentFirst, stepKinds } from '../journeys/definition'
import type { Paise } from '../shared/paise'
import { readIndiaDateTime, typedIndiaDateTime } from '../shared/typed-instant'
import { type FeeRule, type IntakeTerms, feeRuleKinds } from './terms'

/** What stands in the controls of the terms form, by their names. */
export type TypedTerms = Record<string, string>
/** A complaint per control: a key below `admin.errors`. */
export type Complaints = Record<string, string>

/** How many programmes may be ordered and how many fee rules there may be: more controls are not read. */
export const mostFeeRules = 12
export const stepPlaces = stepKinds.map((_, at) => at + 1)
export const placeOf = (programmeId: string): string => `place-${programmeId}`

/** The terms as the form shows them. `programmeIds` are all that could be offered. */
export function toTypedTerms(terms: IntakeTerms): TypedTerms {
  return {
    nameEn: terms.name.en,
    nameHi: terms.name.hi,
    opensAt: typedIndiaDateTime(terms.opensAt),
    closesAt: typedIndiaDateTime(terms.closesAt),
    assessmentUntil: typedIndiaDateTime(terms.assessmentUntil),
    ...Object.fromEntries(stepPlaces.map((no) => [`step-${no}`, terms.journey.steps[no - 1] ?? ''])),
    fee: typedRupees(terms.feePaise),
    ...Object.fromEntries(
      terms.feeRules.flatMap(({ by, value, paise }, at) => [
        [`rule-${at + 1}`, `${by}:${value}`],
        [`ruleFee-${at + 1}`, typedRupees(paise)],
      ]),
    ),
    refundEn: terms.refundPolicy.en,
    refundHi: terms.refundPolicy.hi,
    connectionId: terms.assessmentConnectionId ?? '',
    testId: terms.assessmentTestId ?? '',
    attemptsAllowed: String(terms.attemptsAllowed),
    countingAttempt: terms.countingAttempt,
    ruleSetId: terms.ruleSetId ?? '',
    paymentConnectionId: terms.paymentConnectionId ?? '',
    ...Object.fromEntries(terms.programmeIds.map((id, at) => [placeOf(id), String(at + 1)])),
  }
}

/**
 * The typed terms, or what is wrong with them. A draft may be incomplete: only what cannot be read at all is complained
 * of here; what is missing keeps it from being published (`missingTerms`).
 */
export function readTypedTerms(
  typed: TypedTerms,
): { ok: true; terms: IntakeTerms } | { ok: false; complaints: Complaints } {
  const complaints: Complaints = {}
  const text = (name: string, most: number) => {
    const value = (typed[name] ?? '').trim()
    if (value.length > most) complaints[name] = 'too_long'
    return value
  }
  const instant = (name: string, isRequired: boolean) => {
    const value = text(name, 30)
    const at = readIndiaDateTime(value)
    if (value === '' ? isRequired : at === null) complaints[name] = 'date_unreadable'
    return at
  }
  const opensAt = instant('opensAt', true)
  const closesAt = instant('closesAt', true)
  if (opensAt && closesAt && opensAt >= closesAt) complaints.closesAt = 'closes_before_opens'
  const terms: IntakeTerms = {
    name: { en: text('nameEn', 120), hi: text('nameHi', 120) },
    opensAt: opensAt?.toISOString() ?? '',
    closesAt: closesAt?.toISOString() ?? '',
    assessmentUntil: instant('assessmentUntil', false)?.toISOString() ?? null,
    journey: journeyOf(stepPlaces.map((no) => text(`step-${no}`, 30)).filter((step) => step !== '')),
    feePaise: readFee(typed, 'fee', complaints) || null,
    feeRules: readFeeRules(typed, complaints),
    refundPolicy: { en: text('refundEn', 4_000), hi: text('refundHi', 4_000) },
    assessmentConnectionId: text('connectionId', 36) || null,
    assessmentTestId: text('testId', 100) || null,
    attemptsAllowed: readCount(typed, complaints),
    countingAttempt: countingRules.find((rule) => rule === typed.countingAttempt) ?? 'latest',
    ruleSetId: text('ruleSetId', 36) || null,
    paymentConnectionId: text('paymentConnectionId', 36) || null,
    programmeIds: readPlaces(typed, complaints),
  }
  return Object.keys(complaints).length > 0 ? { ok: false, complaints } : { ok: true, terms }
}

/** Known orders of steps have a name of their own; any other is the intake's. */
function journeyOf(steps: string[]): IntakeTerms['journey'] {
  const known = [assessmentFirst, paymentFirst].find((journey) => journey.steps.join() === steps.join())
  return { id: known?.id ?? 'own', steps }
}

/** `1,000` or `1000.50` rupees in paise; empty: null. Complains of anything else, and of more than ten lakh. */
function readFee(typed: TypedTerms, name: string, complaints: Complaints): Paise | null {
  const value = (typed[name] ?? '').replace(/[\s,₹]/g, '')
  if (value === '') return null
  const parts = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(value)
  const paise = parts ? Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0')) : NaN
  if (!(paise <= 100_000_000)) complaints[name] = 'fee_unreadable'
  return paise
}

/** `150050` → `1500.50`, as it is typed. */
function typedRupees(paise: Paise | null): string {
  if (paise === null) return ''
  return paise % 100 === 0 ? String(paise / 100) : (paise / 100).toFixed(2)
}

function readFeeRules(typed: TypedTerms, complaints: Complaints): FeeRule[] {
  const rules: FeeRule[] = []
  for (let no = 1; no <= mostFeeRules; no++) {
    const chosen = typed[`rule-${no}`] ?? ''
    const paise = readFee(typed, `ruleFee-${no}`, complaints)
    if (chosen === '' && paise === null) continue
    const [kind = '', value = ''] = chosen.split(':')
    const by = feeRuleKinds.find((known) => known === kind)
    if (!by || value === '') complaints[`rule-${no}`] = 'rule_for_whom'
    else if (paise === null) complaints[`ruleFee-${no}`] ??= 'rule_fee_missing'
    else if (rules.some((rule) => rule.by === by && rule.value === value))
      complaints[`rule-${no}`] = 'rule_twice'
    else rules.push({ by, value, paise })
  }
  return rules
}

function readCount(typed: TypedTerms, complaints: Complaints): number {
  const value = (typed.attemptsAllowed ?? '').trim()
  const count = /^\d{1,2}$/.test(value) ? Number(value) : 0
  if (count < 1 || count > 20) complaints.attemptsAllowed = 'attempts_range'
  return count
}

/** Programmes with a place, in the order of their places; those of one place keep the order in which they were listed. */
function readPlaces(typed: TypedTerms, complaints: Complaints): string[] {
  const placed: { id: string; place: number }[] = []
  for (const [name, value] of Object.entries(typed)) {
    const id = name.startsWith('place-') ? name.slice('place-'.length) : null
    if (id === null || value.trim() === '') continue
    if (!/^\d{1,3}$/.test(value.trim())) complaints[name] = 'place_unreadable'
    placed.push({ id, place: Number(value) })
  }
  return placed.sort((a, b) => a.place - b.place).map(({ id }) => id)
}
