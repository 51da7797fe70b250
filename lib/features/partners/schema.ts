import { z } from 'zod'
import { countingRules } from '@/lib/domain/assessments/attempt'
import { feeRuleKinds, reaches } from '@/lib/domain/partners/terms'
import { isRowId } from '@/lib/domain/shared/row-id'
import { readIndiaDateTime } from '@/lib/domain/shared/typed-instant'
import type { Job } from '@/lib/platform/jobs/job'

/**
 * How the controls of a connection's form are called: a setting, a secret (never given back to the page), a secret to forget.
 * What a control is about follows the dash.
 */
export const settingControl = (name: string): string => `set-${name}`
export const secretControl = (name: string): string => `secret-${name}`
export const forgetControl = (name: string): string => `forget-${name}`

const rowId = z.string().refine(isRowId, 'invalid')
const label = z.string().trim().min(1, 'label_required').max(60, 'label_too_long')
const longestSetting = 4_000

const ofConnection = { connectionId: rowId, label }
/** A settings form as it comes: every control by its name, whichever the provider asks for. */
export const saveConnectionInput = z.looseObject(ofConnection).transform(toSettings)
export type SaveConnectionInput = z.output<typeof saveConnectionInput>

function toSettings({ connectionId, label, ...rest }: { connectionId: string; label: string }) {
  return {
    connectionId,
    label,
    settings: controlsOf(rest, settingControl('')),
    secrets: controlsOf(rest, secretControl('')),
    forgotten: Object.keys(controlsOf(rest, forgetControl(''))),
  }
}

export const addConnectionInput = z.object({
  /** `<kind>:<id in that registry>`, e.g. `assessment:studyhq`. */
  provider: z
    .string({ error: 'provider_required' })
    .regex(/^(?:assessment|payment):[a-z0-9-]{1,40}$/, 'provider_required'),
  label,
})

export const connectionInput = z.object({ connectionId: rowId })

const ofList = { connectionId: z.string().refine(isRowId, 'connection_required') }
/** The list of tests is asked for in the middle of a form; what stands in it comes along, so that it is given back. */
export const listTestsInput = z.looseObject(ofList).transform(toListing)

function toListing(form: { connectionId: string }) {
  const typed = Object.entries(form).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && !entry[0].startsWith(secretControl('')),
  )
  return { connectionId: form.connectionId, typed: Object.fromEntries(typed) as Record<string, string> }
}

/** The content of a version as it is written: whatever else a form sends is left out. */
const snapshot = z.array(z.object({ id: z.string(), label: z.string() })).optional()
const localised = z.object({ en: z.string(), hi: z.string() })
const paise = z.int().min(0).max(100_000_000)
export const intakeTermsSchema = z.object({
  name: localised,
  opensAt: z.iso.datetime(),
  closesAt: z.iso.datetime(),
  assessmentUntil: z.iso.datetime().nullable(),
  journey: z.object({ id: z.string(), steps: z.array(z.string()) }),
  feePaise: paise.nullable(),
  feeRules: z.array(z.object({ by: z.enum(feeRuleKinds), value: z.string(), paise })),
  refundPolicy: localised,
  assessmentConnectionId: z.string().nullable(),
  assessmentTestId: z.string().nullable(),
  attemptsAllowed: z.int().min(1).max(20),
  countingAttempt: z.enum(countingRules),
  ruleSetId: z.string().nullable(),
  paymentConnectionId: z.string().nullable(),
  programmeIds: z.array(z.string()),
  stages: snapshot,
  scorecard: snapshot,
  seats: snapshot,
})

const indiaInstant = z.string().transform((typed, ctx) => {
  const at = readIndiaDateTime(typed)
  if (at) return at
  ctx.addIssue({ code: 'custom', message: 'date_unreadable' })
  return z.NEVER
})
const line = (most: number, missing: string) => z.string().trim().min(1, missing).max(most, 'too_long')

/** A new intake: its own name and dates, and the terms of another one or none. */
export const createIntakeInput = z
  .object({
    // What a control called “code” holds is taken for a secret and never given back.
    'set-code': z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9-]{1,19}$/, 'code_unreadable')
      .transform((code) => code.toUpperCase()),
    nameEn: line(120, 'name_missing'),
    nameHi: line(120, 'name_missing'),
    sessionYear: z
      .string()
      .trim()
      .regex(/^(?:20)?\d{2}$/, 'year_unreadable')
      .transform((year) => Number(year.slice(-2))),
    opensAt: indiaInstant,
    closesAt: indiaInstant,
    journey: z.enum(['assessment_first', 'payment_first']).default('payment_first'),
    copyOf: z
      .string()
      .default('')
      .refine((id) => id === '' || isRowId(id), 'invalid')
      .transform((id) => id || null),
  })
  .refine(({ opensAt, closesAt }) => opensAt < closesAt, {
    path: ['closesAt'],
    message: 'closes_before_opens',
  })
  .transform(({ 'set-code': code, ...rest }) => ({ code, ...rest }))
export type CreateIntakeInput = z.output<typeof createIntakeInput>

/** `revision`: that of the draft which the form showed, 0 where there was none. */
const revision = z
  .string()
  .regex(/^\d{1,9}$/, 'invalid')
  .transform(Number)

/** The terms form as it comes: every control by its name. */
const saving = z.looseObject({ intakeId: rowId, revision }).transform(({ intakeId, revision, ...rest }) => ({
  intakeId,
  revision,
  typed: Object.fromEntries(
    Object.entries(rest).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  ) as Record<string, string>,
}))
export const saveTermsInput = saving
export type SaveTermsInput = z.output<typeof saveTermsInput>

export const intakeInput = z.object({ intakeId: rowId })

export const publishTermsInput = z.object({
  intakeId: rowId,
  revision,
  note: z.string().trim().max(500, 'too_long').default(''),
  /** A checkbox each: nothing, one word, or several. */
  reaches: z
    .union([z.enum(reaches), z.array(z.enum(reaches))])
    .optional()
    .transform((chosen) => (chosen === undefined ? [] : [chosen].flat())),
})
export type PublishTermsInput = z.output<typeof publishTermsInput>

/** Brings a version to those in flight, some at a time. `moved`: how many have gone over so far. */
export const moveInFlightJob: Job<{ partnerId: string; versionId: string; moved: number }> = {
  name: 'partners.move_in_flight',
  payload: z.object({ partnerId: z.guid(), versionId: z.guid(), moved: z.int() }),
  rerunAfterSeconds: 120,
  tries: 10,
}

export const saveProgrammeInput = z
  .object({
    /** Empty: a new one. */
    programmeId: z
      .string()
      .default('')
      .refine((id) => id === '' || isRowId(id), 'invalid')
      .transform((id) => id || null),
    'set-code': z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,19}$/, 'code_unreadable')
      .transform((code) => code.toUpperCase()),
    nameEn: line(160, 'name_missing'),
    nameHi: line(160, 'name_missing'),
    summaryEn: line(1_000, 'summary_missing'),
    summaryHi: line(1_000, 'summary_missing'),
  })
  .transform(({ 'set-code': code, ...rest }) => ({ code, ...rest }))
export type SaveProgrammeInput = z.output<typeof saveProgrammeInput>

export const programmeInput = z.object({ programmeId: rowId })
export const programmeAliasInput = z.object({ programmeId: rowId, alias: z.string().min(1).max(300) })
export type ProgrammeAliasInput = z.output<typeof programmeAliasInput>

/** Both forms have two buttons: one saves, the other asks for the list of tests (with script that is asked for apart). */
const listing = z.looseObject({ do: z.literal('list_tests'), ...ofList }).transform(toListing)
export const connectionFormInput = z.discriminatedUnion('do', [
  listing,
  z.looseObject({ do: z.literal('save'), ...ofConnection }).transform(toSettings),
])
export const termsFormInput = z.union([listing, saving])

export const setCallBudgetInput = z.object({
  connectionId: rowId,
  calls: wholeNumber(1, 10_000, 'calls_range'),
  windowSeconds: wholeNumber(1, 86_400, 'seconds_range'),
})

export const startConformanceInput = z
  .object({ connectionId: rowId, write: z.literal('yes').optional() })
  .transform(({ connectionId, write }) => ({ connectionId, isWrite: write === 'yes' }))

/** A conformance run that was asked for. Its longest run lies well below the time after which another process takes over. */
export const conformanceRunJob: Job<{ partnerId: string; runId: string }> = {
  name: 'partners.run_conformance',
  payload: z.object({ partnerId: z.guid(), runId: z.guid() }),
  rerunAfterSeconds: 1_200,
  tries: 2,
}
/** A run without an end is not waited for any longer. */
export const givenUpAfterMs = 45 * 60_000

function wholeNumber(least: number, most: number, error: string) {
  return z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))
}

/** The controls whose name begins so, by what they are about; of several with one name the last counts. */
function controlsOf(form: Record<string, unknown>, prefix: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, given] of Object.entries(form)) {
    const value: unknown = Array.isArray(given) ? given.at(-1) : given
    if (name.startsWith(prefix) && typeof value === 'string')
      found[name.slice(prefix.length)] = value.slice(0, longestSetting)
  }
  return found
}
