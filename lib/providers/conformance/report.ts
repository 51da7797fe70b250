import type { CheckOutcome } from './check'
import type { CheckResult, ConformanceReport } from './run'

/** How an outcome is called in a report; reports are written in English, for engineers on both sides. */
export const outcomeWords: Record<CheckOutcome, string> = {
  held: 'held',
  differed: 'DIFFERED',
  skipped: 'skipped',
  unchecked: 'not checked',
}

/** The verdict in one sentence. */
export function verdictOf({ outcome, counts, isWrite }: ConformanceReport): string {
  const looked = counts.held + counts.differed
  if (outcome === 'differed')
    return `${counts.differed} of ${looked} checks differed: this connection does not keep the contract.`
  if (outcome === 'unchecked')
    return `Nothing differed, but ${counts.unchecked} ${counts.unchecked === 1 ? 'check' : 'checks'} could not be made: this proves nothing yet.`
  const skipped = counts.skipped === 0 ? '' : ` ${counts.skipped} skipped, each with its reason.`
  return isWrite
    ? `All ${looked} checks held, those that write included.${skipped}`
    : `All ${looked} checks held. Nothing was made or changed.${skipped}`
}

/** A report as plain text, for a terminal or a letter. */
export function textOf(report: ConformanceReport): string {
  const { provider, candidate, unknownFields, samples, exchanges } = report
  return [
    `Conformance of ${provider.label} at ${provider.address}`,
    `${dateOf(report.startedAt)}, ${report.isWrite ? 'reading and writing' : 'reading only'}, fingerprint ${report.fingerprint}`,
    '',
    ...report.checks.flatMap(linesOf),
    '',
    ...section('Fields that are unknown to us', unknownFields.map(unknownLine)),
    ...section(
      'Samples, every value masked that is not known to be harmless',
      samples.flatMap(({ answer, text }) => [`${answer}:`, ...text.split('\n').map((line) => `  ${line}`)]),
    ),
    ...section(
      'Exchanges',
      exchanges.map(
        ({ method, path, status, durationMs, errorKind }) =>
          `${method} ${path} → ${status ?? errorKind} (${durationMs} ms)`,
      ),
    ),
    ...(candidate ? [`Left at the provider: ${candidate.name}, ${candidate.email}`, ''] : []),
    verdictOf(report),
    '',
  ].join('\n')
}

function linesOf({ title, outcome, findings, reason, notes }: CheckResult): string[] {
  return [
    `${outcomeWords[outcome].padEnd(12)} ${title}`,
    ...findings.map(
      ({ where, expected, met }) =>
        `${''.padEnd(13)}${where === '' ? '' : `${where}: `}expected ${expected}; met ${met}`,
    ),
    ...(reason === null ? [] : [`${''.padEnd(13)}${reason}`]),
    ...notes.map((note) => `${''.padEnd(13)}${note}`),
  ]
}

const unknownLine = ({ answer, path, types }: ConformanceReport['unknownFields'][number]) =>
  `${answer}: ${path} (${types.join(', ')})`

const section = (title: string, lines: string[]) =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), '']

/** An instant as people in India and elsewhere read it. */
export const dateOf = (iso: string): string => {
  const india = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Asia/Kolkata',
  }).format(new Date(iso))
  return `${india} IST (${iso})`
}

/** A report as JSON, for keeping and comparing. */
export const jsonOf = (report: ConformanceReport): string => `${JSON.stringify(report, null, 2)}\n`

/** A name for its files, without an ending: sorts by date, safe on every disk. */
export const fileNameOf = ({ provider, startedAt }: ConformanceReport): string =>
  `conformance-${provider.id}-${startedAt.replace(/\.\d+/, '').replace(/[:]/g, '-')}`
