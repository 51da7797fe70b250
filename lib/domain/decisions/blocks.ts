import type { RefusalCode } from '../shared/refusals'
import type { DecisionKind } from './decision'
import type { DryRunLine } from './dry-run'
import { type SeatPool, shortPools } from './seats'

/** Something that keeps a release from going out, with how many of its decisions it touches. */
export type ReleaseBlock =
  | { code: RefusalCode; count: number }
  | { code: 'template_missing'; count: number; kind: DecisionKind }
  | { code: 'seats_short'; count: number; pool: SeatPool & { wanted: number } }

/**
 * Why the list of a dry run must not go out; empty when it may. `promised`: admissions of other releases under way, which
 * have their seats before this one.
 */
export function blocksOf(given: {
  lines: readonly DryRunLine[]
  pools: readonly SeatPool[]
  promised: readonly { programmeId: string; category: string }[]
  respondBy: Date
  now: Date
}): ReleaseBlock[] {
  const { lines, pools, promised, respondBy, now } = given
  const admits = lines.filter(({ kind }) => kind === 'admit')
  return [
    ...(lines.length === 0 ? [{ code: 'decision_nothing_open' as const, count: 0 }] : []),
    ...(admits.length > 0 && respondBy <= now
      ? [{ code: 'respond_by_past' as const, count: admits.length }]
      : []),
    ...obstaclesIn(lines),
    ...templatesMissingIn(lines),
    ...shortPools(pools, [...admits.flatMap(seatOf), ...promised]).flatMap((pool) => {
      // A pool that others alone overbook is theirs to solve.
      const mine = admits.filter(
        (line) => line.programmeId === pool.programmeId && line.category === pool.category,
      )
      return mine.length > 0 ? [{ code: 'seats_short' as const, count: pool.missing, pool }] : []
    }),
    ...unseatedIn(admits, pools),
  ]
}

function obstaclesIn(lines: readonly DryRunLine[]): ReleaseBlock[] {
  const codes = [...new Set(lines.map(({ obstacle }) => obstacle))].filter((code) => code !== null)
  return codes.map((code) => ({ code, count: lines.filter(({ obstacle }) => obstacle === code).length }))
}

function templatesMissingIn(lines: readonly DryRunLine[]): ReleaseBlock[] {
  const without = lines.filter(({ templateId }) => templateId === null)
  return [...new Set(without.map(({ kind }) => kind))].map((kind) => ({
    code: 'template_missing',
    kind,
    count: without.filter((line) => line.kind === kind).length,
  }))
}

function unseatedIn(admits: readonly DryRunLine[], pools: readonly SeatPool[]): ReleaseBlock[] {
  const count = admits.filter(
    (line) => !pools.some((pool) => pool.programmeId === line.programmeId && pool.category === line.category),
  ).length
  return count > 0 ? [{ code: 'decision_no_seats_set', count }] : []
}

const seatOf = ({ programmeId, category }: DryRunLine) =>
  programmeId && category ? [{ programmeId, category }] : []
