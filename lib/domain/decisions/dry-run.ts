import type { RefusalCode } from '../shared/refusals'
import type { DecisionKind } from './decision'
import type { SeatCategory } from './seats'

/** Which confirmed decisions of an intake a release takes: of one programme or all, of these kinds. */
export type ReleaseFilter = { programmeId: string | null; kinds: DecisionKind[] }

/** One line of a dry run: who would get what, in the words that matter. */
export type DryRunLine = {
  decisionId: string
  applicationId: string
  number: string
  name: string
  kind: DecisionKind
  programmeId: string | null
  category: SeatCategory | null
  /** The published template its letter would be made from; null: none, which blocks. */
  templateId: string | null
  waitlistRank: number | null
  /** What keeps this one from being released; null when nothing does. */
  obstacle: RefusalCode | null
}

/** What differs between two dry runs, by application. */
export type Differences = {
  added: DryRunLine[]
  removed: DryRunLine[]
  changed: Array<{ before: DryRunLine; after: DryRunLine }>
}

/** Everybody who is new, gone, or would get something else than `before` said. */
export function differencesBetween(before: readonly DryRunLine[], after: readonly DryRunLine[]): Differences {
  const then = new Map(before.map((line) => [line.applicationId, line]))
  const now = new Map(after.map((line) => [line.applicationId, line]))
  return {
    added: after.filter(({ applicationId }) => !then.has(applicationId)),
    removed: before.filter(({ applicationId }) => !now.has(applicationId)),
    changed: after.flatMap((line) => {
      const earlier = then.get(line.applicationId)
      return earlier && outcomeOf(earlier) !== outcomeOf(line) ? [{ before: earlier, after: line }] : []
    }),
  }
}

const outcomeOf = ({ kind, programmeId, category }: DryRunLine): string =>
  [kind, programmeId, category].join(' ')

/** The exact set as text, whatever the order of its lines: hashed, it is what a second person approves. */
export const textToApprove = (lines: readonly DryRunLine[], respondBy: Date): string =>
  [
    respondBy.toISOString(),
    ...lines
      .map(({ decisionId, applicationId, kind, programmeId, category, templateId }) =>
        [decisionId, applicationId, kind, programmeId ?? '', category ?? '', templateId ?? ''].join(' '),
      )
      .sort(),
  ].join('\n')

/** How many of each kind; every kind is named. */
export const countKinds = (lines: readonly { kind: DecisionKind }[]): Record<DecisionKind, number> => ({
  admit: lines.filter(({ kind }) => kind === 'admit').length,
  waitlist: lines.filter(({ kind }) => kind === 'waitlist').length,
  deny: lines.filter(({ kind }) => kind === 'deny').length,
})
