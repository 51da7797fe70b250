import type { ProviderDoor, StartInput } from '@/lib/providers/assessments/contract'
import type { MarkedCandidate } from './check'
import type { Subject } from './run'

/** A connection as a run looks at it. @throws ZodError when the settings are not complete */
export function subjectOf(id: string, door: ProviderDoor, rawSettings: unknown): Subject {
  const settings: Record<string, unknown> = { ...Object(door.config.parse(rawSettings)) }
  const credentials = door.fields.filter(({ group }) => group === 'credentials').map(({ name }) => name)
  return {
    id,
    label: door.label,
    address: typeof settings.baseUrl === 'string' ? settings.baseUrl : '',
    checks: door.open(rawSettings).conformance,
    secrets: [...door.secretFields, ...credentials].flatMap((name) => {
      const value = settings[name]
      return typeof value === 'string' ? [value] : []
    }),
  }
}

/** The first start of the marked candidate. Nobody answers at the addresses it names. */
export const markedStart = (candidate: MarkedCandidate): StartInput => ({
  attemptId: candidate.key,
  attemptNo: 1,
  candidate,
  externalId: null,
  memo: null,
  testId: null,
  extraTimePercent: null,
  callbackUrl: 'https://pravesh.invalid/conformance/callback',
  returnUrl: 'https://pravesh.invalid/conformance/return',
  retakeOf: null,
  knownExternalIds: [],
  availableUntil: null,
})
