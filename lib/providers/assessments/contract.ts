import type { z } from 'zod'
import type { Progress, ResultState, StatusDetail } from '@/lib/domain/assessments/attempt'
import type { ScoreSheet } from '@/lib/domain/assessments/scores'
import type { ProviderIo } from '@/lib/platform/http'
import { type ConformanceCheck, type OpenCheck, openChecks } from '@/lib/providers/conformance/check'

/** The person who sits the test, as frozen on the attempt when it was first launched. */
export type Candidate = { fullName: string; email: string; mobileE164: string }

/** A start link: handed to the browser by a 303 and forgotten; never stored, logged or mailed. */
export type StartLink = { url: string; expiresAt: Date | null }

/** What a provider folder wants to find again about an attempt: flat, small, no secret, no personal data. */
export type Memo = Record<string, string | number | boolean | null>

/** Everything a provider may need to let somebody begin or go on. */
export type StartInput = {
  attemptId: string
  attemptNo: number
  candidate: Candidate
  /** The provider's id of this very attempt, when an earlier click already made it there, and what was noted then. */
  externalId: string | null
  memo: Memo | null
  /** Which test, where the intake names one; the connection's own setting otherwise. */
  testId: string | null
  /** More time, in percent of the normal time; null for none. Sent only by providers that accept it. */
  extraTimePercent: number | null
  /** Where the provider may tell us something, and where it may send the browser; both carry an unguessable token of this attempt. */
  callbackUrl: string
  returnUrl: string
  /** The sitting this one repeats, by the provider's id. */
  retakeOf: string | null
  /** Ids of every other attempt we know of this person at this connection: an answer naming one of them is not this attempt. */
  knownExternalIds: readonly string[]
  /** Until when the sitting may be begun. */
  availableUntil: Date | null
}

export type Started = {
  link: StartLink
  externalId: string | null
  memo: Memo | null
  /** Normal length of the test, where the provider says. */
  expectedMinutes: number | null
}

/** One suggested course in the provider's own words and order; score and rank only where the provider sent them. */
export type RecommendedCourse = {
  courseName: string
  score: number | null
  rank: number | null
  raw: Record<string, unknown>
}

/** What the provider says about an attempt right now, in our words. `unknown` progress means: keep what we had. */
export type AttemptReport = {
  progress: Progress | 'unknown'
  result: ResultState
  rawStatus: string | null
  externalId: string | null
  startedAt: Date | null
  finishedAt: Date | null
  durationMinutes: number | null
  /** null when the provider said nothing about recommendations (never erases what we hold). */
  recommendations: RecommendedCourse[] | null
  statusDetail?: StatusDetail | null
  /** Marks; null or absent never erases what we hold. */
  scores?: ScoreSheet | null
  /** There is a report to download. */
  hasReports?: boolean
  expectedMinutes?: number | null
  /** Merged over what was noted before. */
  memo?: Memo | null
}

/** One report file of an attempt, checked to be a PDF. */
export type ReportFile = { name: string; mediaType: 'application/pdf'; bytes: Uint8Array }

/** A test a connection offers, for the picker in the settings. */
export type CatalogueTest = { id: string; name: string; minutes: number | null; isActive: boolean }

/** A sitting the provider says is over, as its reconciling list names it: a hint to fetch, never the state itself. */
export type EndedSitting = { externalId: string; rawStatus: string | null; email: string | null }

/** What an incoming callback claims. `externalId` null: it names no sitting at all. */
export type Hint = {
  externalId: string | null
  rawStatus: string | null
  /** Same for a repeated delivery of the same news. */
  dedupeKey: string
  /** For the scheduler: it speaks of an ending, not of a beginning. */
  isEnding: boolean
}

export type Capabilities = {
  hasCallback: boolean
  hasRedirect: boolean
  startLinkSingleUse: boolean
  createIsIdempotent: boolean
  /** A sitting that was left may be gone on with by another start link; otherwise leaving ends it. */
  resumesAfterLeaving: boolean
  supportsCancel: boolean
  supportsRetake: boolean
  supportsSectionReset: boolean
  supportsVerification: boolean
  supportsExtraTime: boolean
  supportsErasure: boolean
  /** The provider lists ended sittings, or repeats its callbacks, so that one call may find many. */
  supportsReconcile: boolean
  hasCatalogue: boolean
  resultKey: 'attempt' | 'email'
  reports: 'url' | 'zip' | 'none'
  sendsRecommendations: boolean
}

/** Which sitting we ask about. `since` is when our attempt row was made: older sittings of the same person are not this one. */
export type AttemptRef = {
  attemptId: string
  email: string
  externalId: string | null
  memo?: Memo | null
  testId?: string | null
  /** While this sitting has no id yet: ids of this person's other sittings, which are not this one. */
  knownExternalIds?: readonly string[]
  since: Date
  lastProgressAt: Date | null
}

/** One thing a partner fills in; the settings page is drawn from these. Words are messages `connections.fields.<provider>.<name>`. */
export type SettingField = {
  name: string
  kind: 'text' | 'secret' | 'address' | 'hosts' | 'switch' | 'choice' | 'number' | 'words' | 'test'
  group: 'credentials' | 'addresses' | 'test' | 'behaviour' | 'unknowns'
  /** Of a choice. */
  options?: readonly string[]
}

/** What leaves the portal about a person, and whether the provider's own notice and instructions are skipped. */
export type Disclosure = {
  details: readonly ('full_name' | 'email' | 'mobile')[]
  /** The provider shows no notice of its own before the test: ours stands in its place, with consent. */
  replacesNotice: boolean
}

/** What we hold ourselves to at one connection until its settings say otherwise. */
export type BudgetDefault = { calls: number; windowSeconds: number }

/**
 * One assessment system. `Settings` is what a partner fills in (parsed by `config`; secret fields named in `secretFields`
 * are stored encrypted). Functions throw ProviderError and nothing else on purpose. The optional verbs are there exactly
 * where the capability says so.
 */
export interface AssessmentProvider<Settings> {
  label: string
  capabilities: Capabilities
  budget: BudgetDefault
  config: z.ZodType<Settings>
  fields: readonly SettingField[]
  secretFields: readonly (keyof Settings & string)[]
  /** Origins (scheme://host[:port]) a start link may lead to: for the launching page's CSP. Patterns like https://*.host are allowed. */
  linkOrigins(settings: Settings): string[]
  /** What a start sends; without this, name, e-mail and mobile. */
  disclosure?(settings: Settings): Disclosure
  startAttempt(settings: Settings, input: StartInput, io: ProviderIo): Promise<Started>
  fetchAttempt(settings: Settings, ref: AttemptRef, io: ProviderIo): Promise<AttemptReport>
  /** A read that proves the credentials and changes nothing. */
  probe(settings: Settings, io: ProviderIo): Promise<void>
  /** hasCallback: reads what a callback claims out of any bytes at all; never throws. */
  readHint?(body: string): Hint
  /** supportsCancel: ends an invitation nobody has begun. */
  cancelAttempt?(settings: Settings, ref: AttemptRef, io: ProviderIo): Promise<void>
  /** supportsSectionReset: destroys the marks of one section at the provider. Never repeat it after a lost answer. */
  resetSection?(settings: Settings, ref: AttemptRef, sectionId: string, io: ProviderIo): Promise<void>
  /** supportsVerification: adds a short supervised repeat of one section. Never repeat it after a lost answer. */
  orderVerification?(settings: Settings, ref: AttemptRef, sectionId: string, io: ProviderIo): Promise<void>
  /** reports ≠ none: every report of a finished attempt; an empty list when there is none yet. */
  fetchReports?(settings: Settings, ref: AttemptRef, io: ProviderIo): Promise<ReportFile[]>
  /** supportsErasure: has the provider forget this person, or one sitting where an id is given. */
  eraseCandidate?(
    settings: Settings,
    who: { email: string; externalId: string | null },
    io: ProviderIo,
  ): Promise<void>
  /** hasCatalogue: the tests to choose from. */
  listTests?(settings: Settings, io: ProviderIo): Promise<CatalogueTest[]>
  /** supportsReconcile: sittings that ended between two instants. */
  listEnded?(
    settings: Settings,
    between: { from: Date; until: Date },
    io: ProviderIo,
  ): Promise<EndedSitting[]>
  /** supportsReconcile: has the callbacks of these sittings sent again. */
  replayCallbacks?(settings: Settings, externalIds: readonly string[], io: ProviderIo): Promise<void>
  /** What a connection has to prove before it is relied upon, in this order; `conformance.ts` of the folder. */
  conformance: readonly ConformanceCheck<Settings>[]
}

type Verb<Settings, Name extends keyof AssessmentProvider<Settings>> =
  NonNullable<AssessmentProvider<Settings>[Name]> extends (
    settings: Settings,
    ...rest: infer Rest
  ) => infer Out
    ? (...rest: Rest) => Out
    : never

/** A provider with a partner's settings already in its hand. Lives for one call. */
export type OpenProvider = {
  id: string
  label: string
  capabilities: Capabilities
  linkOrigins: () => string[]
  disclosure: () => Disclosure
  conformance: readonly OpenCheck[]
  startAttempt: Verb<unknown, 'startAttempt'>
  fetchAttempt: Verb<unknown, 'fetchAttempt'>
  probe: Verb<unknown, 'probe'>
  cancelAttempt?: Verb<unknown, 'cancelAttempt'>
  resetSection?: Verb<unknown, 'resetSection'>
  orderVerification?: Verb<unknown, 'orderVerification'>
  fetchReports?: Verb<unknown, 'fetchReports'>
  eraseCandidate?: Verb<unknown, 'eraseCandidate'>
  listTests?: Verb<unknown, 'listTests'>
  listEnded?: Verb<unknown, 'listEnded'>
  replayCallbacks?: Verb<unknown, 'replayCallbacks'>
}

/** A provider as everybody outside its folder sees it: its settings' type stays inside. */
export type ProviderDoor = Pick<
  AssessmentProvider<unknown>,
  'label' | 'capabilities' | 'budget' | 'fields' | 'readHint'
> & {
  config: z.ZodType<unknown>
  secretFields: readonly string[]
  /** Puts settings into the provider's hand. @throws ZodError when they are not complete */
  open: (rawSettings: unknown) => OpenProvider
}

const everything: Disclosure = { details: ['full_name', 'email', 'mobile'], replacesNotice: false }

/** The front door of one provider, for the registry. */
export function doorOf<Settings>(id: string, provider: AssessmentProvider<Settings>): ProviderDoor {
  const { label, capabilities, budget, fields, config, secretFields, readHint } = provider
  return {
    label,
    capabilities,
    budget,
    fields,
    config,
    secretFields,
    readHint,
    open(rawSettings) {
      const settings = config.parse(rawSettings)
      const bind = <Rest extends unknown[], Out>(
        verb: ((settings: Settings, ...rest: Rest) => Out) | undefined,
      ): ((...rest: Rest) => Out) | undefined => verb && ((...rest) => verb(settings, ...rest))
      return {
        id,
        label,
        capabilities,
        linkOrigins: () => provider.linkOrigins(settings),
        disclosure: () => provider.disclosure?.(settings) ?? everything,
        conformance: openChecks(provider.conformance, settings),
        startAttempt: (...rest) => provider.startAttempt(settings, ...rest),
        fetchAttempt: (...rest) => provider.fetchAttempt(settings, ...rest),
        probe: (...rest) => provider.probe(settings, ...rest),
        cancelAttempt: bind(provider.cancelAttempt),
        resetSection: bind(provider.resetSection),
        orderVerification: bind(provider.orderVerification),
        fetchReports: bind(provider.fetchReports),
        eraseCandidate: bind(provider.eraseCandidate),
        listTests: bind(provider.listTests),
        listEnded: bind(provider.listEnded),
        replayCallbacks: bind(provider.replayCallbacks),
      }
    },
  }
}
