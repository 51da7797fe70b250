import { z } from 'zod'
import { countingRules } from '@/lib/domain/assessments/attempt'
import { isRowId } from '@/lib/domain/shared/row-id'
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

const ofAssessment = {
  intakeId: rowId,
  connectionId: z.string().refine(isRowId, 'connection_required'),
  testId: z
    .string()
    .trim()
    .max(100, 'test_too_long')
    .default('')
    .transform((typed) => (typed === '' ? null : typed)),
  countingAttempt: z.enum(countingRules, { error: 'counting_required' }),
  attemptsAllowed: wholeNumber(1, 20, 'attempts_range'),
}
export const assignAssessmentInput = z.object(ofAssessment)

/** Both forms have two buttons: one saves, the other asks for the list of tests (with script that is asked for apart). */
const listing = z.looseObject({ do: z.literal('list_tests'), ...ofList }).transform(toListing)
export const connectionFormInput = z.discriminatedUnion('do', [
  listing,
  z.looseObject({ do: z.literal('save'), ...ofConnection }).transform(toSettings),
])
export const assessmentFormInput = z.discriminatedUnion('do', [
  listing,
  z.object({ do: z.literal('save'), ...ofAssessment }),
])

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
