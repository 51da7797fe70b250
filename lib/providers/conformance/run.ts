import { createHash } from 'node:crypto'
import { callProvider, type ProviderCall, type ProviderIo, redactCommon } from '@/lib/platform/http'
import { ProviderError } from '@/lib/platform/provider-error'
import {
  type CheckOutcome,
  CheckSkipped,
  type Finding,
  type Inspection,
  type MarkedCandidate,
  type OpenCheck,
} from './check'
import { observe } from './observe'
import { scrubbed } from './scrub'
import { type Shapes, collectTypes, compare } from './shape'

/** Whom a run looks at. `secrets`: values that must not stand in a report, whoever printed them. */
export type Subject = {
  id: string
  label: string
  address: string
  checks: readonly OpenCheck[]
  secrets: readonly string[]
}

export type CheckResult = {
  id: string
  title: string
  isWrite: boolean
  outcome: CheckOutcome
  durationMs: number
  findings: Finding[]
  /** Why it was skipped or could not be checked. */
  reason: string | null
  notes: string[]
}

/** A dated certificate; `version` is of this shape. All instants ISO, UTC. */
export type ConformanceReport = {
  version: 1
  provider: { id: string; label: string; address: string }
  startedAt: string
  endedAt: string
  isWrite: boolean
  /** The marked candidate left at the provider; its address is masked. */
  candidate: { name: string; email: string } | null
  /** `held`: nothing differed and everything that should be looked at was. */
  outcome: 'held' | 'differed' | 'unchecked'
  counts: Record<CheckOutcome, number>
  checks: CheckResult[]
  unknownFields: { answer: string; path: string; types: string[] }[]
  samples: { answer: string; text: string }[]
  exchanges: Pick<ProviderCall, 'method' | 'path' | 'status' | 'durationMs' | 'errorKind'>[]
  shapes: Shapes
  fingerprint: string
}

/** `outcome` is null while the check is being made. */
export type RunProgress = {
  done: number
  total: number
  id: string
  title: string
  outcome: CheckOutcome | null
}

export type RunOptions = {
  isWrite: boolean
  /** When the run began, which names its marked candidate. */
  startedAt: Date
  /** Address of the marked candidate; one that nobody reads by default. */
  email?: string | null
  io: ProviderIo
  onProgress?: (progress: RunProgress) => void | Promise<void>
}

/**
 * Holds a provider against its folder's checks, one after another. Reads only, unless `isWrite`. What a provider does
 * wrong becomes a finding; nothing but a bug is thrown.
 */
export async function runConformance(subject: Subject, options: RunOptions): Promise<ConformanceReport> {
  const run = new Run(subject, options)
  const { checks } = subject
  const total = checks.length + 1
  const results: CheckResult[] = []
  const tell = async ({ id, title }: Pick<CheckResult, 'id' | 'title'>, outcome: CheckOutcome | null) =>
    options.onProgress?.({ done: results.length, total, id, title, outcome })
  let closedBy: CheckResult | null = null
  for (const check of checks) {
    await tell(check, null)
    const result: CheckResult = closedBy ? unchecked(check, closedBy) : await run.made(check)
    results.push(result)
    if (check.isGate && result.outcome !== 'held') closedBy ??= result
    await tell(check, result.outcome)
  }
  const inTime = run.inTime()
  results.push(inTime)
  await tell(inTime, inTime.outcome)
  return run.report(results)
}

const timeTitle = 'Every answer came within the time limit'

class Run {
  private readonly seen: ReturnType<typeof observe>
  private readonly remembered = new Map<string, string>()
  private readonly shapes: Shapes = {}
  private readonly unknown = new Map<string, { answer: string; path: string; types: string[] }>()
  private readonly samples = new Map<string, string>()
  private readonly candidate: MarkedCandidate

  constructor(
    private readonly subject: Subject,
    private readonly options: RunOptions,
  ) {
    this.seen = observe(options.io)
    this.candidate = markedCandidate(options)
  }

  async made(check: OpenCheck): Promise<CheckResult> {
    const { id, title, isWrite } = check
    const result: CheckResult = {
      ...{ id, title, isWrite, outcome: 'held', durationMs: 0 },
      ...{ findings: [], reason: null, notes: [] },
    }
    if (isWrite && !this.options.isWrite)
      return {
        ...result,
        outcome: 'skipped',
        reason: 'It makes or changes something, and this run only reads.',
      }
    const began = performance.now()
    try {
      await check.run(this.inspection(result))
    } catch (error) {
      if (error instanceof CheckSkipped) Object.assign(result, { outcome: 'skipped', reason: error.reason })
      else if (error instanceof ProviderError) Object.assign(result, failureOf(error, result))
      else throw error
    }
    if (result.findings.length > 0) result.outcome = 'differed'
    return { ...result, durationMs: Math.round(performance.now() - began) }
  }

  private inspection({ findings, notes }: CheckResult): Inspection {
    const from = this.seen.exchanges.length
    const { io } = this.seen
    const expect: Inspection['expect'] = (isSo, expected, met, where = '') => {
      if (!isSo) findings.push({ where, expected, met })
      return isSo
    }
    return {
      io,
      candidate: this.candidate,
      exchanges: () => this.seen.exchanges.slice(from),
      last: () => {
        const last = this.seen.exchanges.slice(from).at(-1)
        if (last) return last
        throw new ProviderError('transient', { message: 'there was no answer' })
      },
      ask: (call) => callProvider({ ...call, redact: (text) => this.redacted(text) }, io),
      answer: (name, value, shape) => {
        const { differences, unknown, sample } = compare(value, shape)
        for (const { path, ...rest } of differences) findings.push({ where: `${name}: ${path}`, ...rest })
        for (const { path, type } of unknown) this.noteUnknown(name, path, type)
        collectTypes(value, (this.shapes[name] ??= {}))
        if (!this.samples.has(name) || JSON.stringify(sample).length > (this.samples.get(name) ?? '').length)
          this.samples.set(name, JSON.stringify(sample, null, 2).slice(0, 4_000))
      },
      expect,
      note: (words) => void notes.push(words),
      skip: (reason) => {
        throw new CheckSkipped(reason)
      },
      remember: (name, value) => void this.remembered.set(name, value),
      recall: (name) => {
        const value = this.remembered.get(name)
        if (value !== undefined) return value
        throw new CheckSkipped(`There is no ${name} to look at: an earlier check found none.`)
      },
    }
  }

  private noteUnknown(answer: string, path: string, type: string): void {
    const key = `${answer} ${path}`
    const known = this.unknown.get(key) ?? { answer, path, types: [] }
    if (!known.types.includes(type)) known.types.push(type)
    this.unknown.set(key, known)
  }

  /** Looks back at every exchange of the run. */
  inTime(): CheckResult {
    const { calls } = this.seen
    const isSilent = calls.every(({ status, errorKind }) => status === null && errorKind !== 'timed_out')
    const late = calls.filter(({ errorKind }) => errorKind === 'timed_out')
    const slowest = calls.reduce((most, { durationMs }) => Math.max(most, durationMs), 0)
    return {
      ...{ id: 'in-time', title: timeTitle, isWrite: false, durationMs: 0 },
      outcome: isSilent ? 'unchecked' : late.length > 0 ? 'differed' : 'held',
      findings: late.map(({ method, path, durationMs }) => ({
        where: `${method} ${path}`,
        expected: 'an answer within the time limit',
        met: `none in ${durationMs} ms`,
      })),
      reason: isSilent ? 'Nothing was answered.' : null,
      notes: isSilent ? [] : [`${calls.length} calls, the slowest took ${slowest} ms.`],
    }
  }

  report(checks: CheckResult[]): ConformanceReport {
    const { id, label, address } = this.subject
    const counts = { held: 0, differed: 0, skipped: 0, unchecked: 0 }
    for (const { outcome } of checks) counts[outcome] += 1
    const report: ConformanceReport = {
      version: 1,
      provider: { id, label, address },
      startedAt: this.options.startedAt.toISOString(),
      endedAt: this.options.io.now().toISOString(),
      isWrite: this.options.isWrite,
      candidate: this.options.isWrite
        ? { name: this.candidate.fullName, email: redactCommon(this.candidate.email) }
        : null,
      outcome: counts.differed > 0 ? 'differed' : counts.unchecked > 0 ? 'unchecked' : 'held',
      counts,
      checks,
      unknownFields: [...this.unknown.values()],
      samples: [...this.samples].map(([answer, text]) => ({ answer, text })),
      exchanges: this.seen.calls.map(({ method, path, status, durationMs, errorKind }) => ({
        ...{ method, status, durationMs, errorKind },
        path: this.redacted(path),
      })),
      shapes: this.shapes,
      fingerprint: fingerprintOf(this.shapes),
    }
    return scrubbed(report, this.hidden())
  }

  private hidden = () => [...this.subject.secrets, this.candidate.email]

  private redacted = (text: string) =>
    scrubbed(redactCommon(text.replace(/\b(?:https?|javascript):[^\s"'<>]*/gi, '•••')), this.hidden())
}

/** The name says what this person is for, wherever the provider shows it. */
function markedCandidate({ startedAt, email }: RunOptions): MarkedCandidate {
  const stamp = startedAt.toISOString().replace(/\.\d+/, '').replace(/[-:]/g, '')
  return {
    fullName: 'Pravesh Conformance',
    email: email ?? `conformance+${stamp.toLowerCase()}@example.com`,
    mobileE164: '+919999999999',
    key: `conformance-${stamp}`,
  }
}

const unchecked = ({ id, title, isWrite }: OpenCheck, gate: CheckResult): CheckResult => ({
  ...{ id, title, isWrite, outcome: 'unchecked', durationMs: 0, findings: [], notes: [] },
  reason: `“${gate.title}” did not hold, and without it nothing else can be checked.`,
})

/** A provider that is away or busy has not shown anything; whatever else it does against its documents is a finding. */
function failureOf(error: ProviderError, { findings }: CheckResult): Partial<CheckResult> {
  const { kind, info, message } = error
  const isSilent = kind === 'transient' && info.status === undefined && message !== 'timed out'
  if (kind === 'rate_limited')
    return { outcome: 'unchecked', reason: 'The provider says that it is asked too often (HTTP 429).' }
  if (isSilent) return { outcome: 'unchecked', reason: `The provider did not answer: ${message}.` }
  const expected = {
    config: 'these credentials to be accepted',
    contract: 'an answer as it is documented',
    transient: 'an answer within the time limit, without a fault of the server',
  }[kind as string]
  const status =
    info.status === undefined || message.includes(String(info.status)) ? '' : `HTTP ${info.status}: `
  findings.push({
    where: '',
    expected: expected ?? 'the question to be answered',
    met: `${status}${redactCommon(message).slice(0, 300)}`,
  })
  return {}
}

/** Same for two runs that met the same fields with the same types. */
export function fingerprintOf(shapes: Shapes): string {
  const lines = Object.entries(shapes).flatMap(([answer, types]) =>
    Object.entries(types).map(([path, met]) => `${answer} ${path} ${[...met].sort().join('|')}`),
  )
  return createHash('sha256').update(lines.sort().join('\n')).digest('hex').slice(0, 16)
}
