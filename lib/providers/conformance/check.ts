import type { HttpAnswer, HttpCall, ProviderIo } from '@/lib/platform/http'
import { ProviderError, type ProviderErrorKind, outcomeOf } from '@/lib/platform/provider-error'
import type { Shape } from './shape'

/** Something that is not as it should be: where in which answer, what we expected, what we met. Never holds a value that could be a person's. */
export type Finding = { where: string; expected: string; met: string }

/** `unchecked`: it should have been looked at and could not be. */
export const checkOutcomes = ['held', 'differed', 'skipped', 'unchecked'] as const
export type CheckOutcome = (typeof checkOutcomes)[number]

/** The one person a writing run makes at the provider; the name says what they are for. */
export type MarkedCandidate = {
  fullName: string
  email: string
  mobileE164: string
  /** Names this run; letters, digits and dashes. */
  key: string
}

/** One exchange as it came, for a check to look at; nothing of it goes into a report as it is. */
export type Exchange = {
  method: string
  status: number
  contentType: string
  text: string
  /** Undefined when the text is no JSON. */
  json: unknown
  /** Bytes received, of which `text` may hold the first part only. */
  size: number
  isZip: boolean
}

/** What a check may use. */
export type Inspection = {
  io: ProviderIo
  candidate: MarkedCandidate
  /** Exchanges of this check, oldest first. */
  exchanges: () => readonly Exchange[]
  /** The newest of them. @throws ProviderError when there was no answer */
  last: () => Exchange
  /** Asks something that the provider's own client never would. Secrets and personal data are masked in what is kept. */
  ask: (call: Omit<HttpCall, 'redact'>) => Promise<HttpAnswer>
  /** Compares an answer with what is known of it; unknown fields and a sample without values go into the report. */
  answer: (name: string, value: unknown, shape: Shape) => void
  /** Notes a difference unless `isSo`, and gives `isSo` back. */
  expect: (isSo: boolean, expected: string, met: string, where?: string) => boolean
  /** A fact worth reading that is neither right nor wrong. */
  note: (words: string) => void
  /** Ends the check: there was nothing to look at. */
  skip: (reason: string) => never
  /** Hands a fact to a later check of the same run. */
  remember: (name: string, value: string) => void
  /** What an earlier check remembered; skips this one when there is none. */
  recall: (name: string) => string
}

/** One thing a connection has to prove. Throws ProviderError as the clients do; that is a difference, too. */
export type ConformanceCheck<Settings> = {
  /** Unique in its folder; letters and dashes. */
  id: string
  /** A sentence that is true when the check holds. */
  title: string
  /** Makes or changes something at the provider: only where somebody asked for it. */
  isWrite: boolean
  /** When it does not hold, nothing after it can be checked. */
  isGate?: boolean
  run: (settings: Settings, inspection: Inspection) => Promise<void>
}

/** A check with a partner's settings already in its hand. */
export type OpenCheck = Omit<ConformanceCheck<unknown>, 'run'> & {
  run: (inspection: Inspection) => Promise<void>
}

/** Puts settings into the hands of a folder's checks. */
export const openChecks = <Settings>(
  checks: readonly ConformanceCheck<Settings>[],
  settings: Settings,
): OpenCheck[] => checks.map((check) => ({ ...check, run: (inspection) => check.run(settings, inspection) }))

/** Ends a check that has nothing to look at. */
export class CheckSkipped extends Error {
  constructor(readonly reason: string) {
    super(reason)
    this.name = 'CheckSkipped'
  }
}

/**
 * Expects a call to be refused, with one of these HTTP statuses and understood by our client as one of these kinds.
 * A provider that is busy or away has refused nothing: that passes on.
 */
export async function expectRefusal(
  inspection: Inspection,
  call: () => Promise<unknown>,
  expected: { statuses: readonly number[] | 'any'; as: readonly ProviderErrorKind[] },
): Promise<void> {
  const before = inspection.exchanges().length
  const asked = await outcomeOf(call)
  if ('error' in asked && saysNothing(asked.error)) throw asked.error
  const { statuses, as } = expected
  // The first exchange: after a refusal a client may ask something neutral to find out what was meant.
  const { status } = inspection.exchanges()[before] ?? { status: 0 }
  const wanted = statuses === 'any' ? 'a refusal' : `a refusal with HTTP ${statuses.join(' or ')}`
  if (!('error' in asked)) {
    inspection.expect(false, wanted, `HTTP ${status}, accepted`)
    return
  }
  if (statuses !== 'any') inspection.expect(statuses.includes(status), wanted, `HTTP ${status}`)
  inspection.expect(
    as.includes(asked.error.kind),
    `an answer that our client takes for: ${as.join(' or ')}`,
    `${asked.error.kind} (${asked.error.message})`,
  )
}

const saysNothing = (error: ProviderError) =>
  error.kind === 'rate_limited' || (error.kind === 'transient' && error.info.status === undefined)

/** Expects a start link that our client accepts; says of a refused one where it would have led, and no more. */
export function expectLink(inspection: Inspection, url: string, accept: (url: string) => string): void {
  try {
    accept(url)
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const met = URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}/…` : 'no address'
    inspection.expect(false, 'a start link with https to an allowed host', `${met} (${error.message})`)
  }
}
