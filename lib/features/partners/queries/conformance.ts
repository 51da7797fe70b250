import { and, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { conformanceRuns } from '@/db/schema/connections'
import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { type Drift, driftBetween } from '@/lib/providers/conformance/drift'
import { fileNameOf, jsonOf } from '@/lib/providers/conformance/report'
import { pageOf } from '@/lib/providers/conformance/report-page'
import type { ConformanceReport } from '@/lib/providers/conformance/run'
import { findConnection, mayBeInsecure, savedSettings } from '../commands/find-connection'
import type { RunUnderWay } from '../commands/run-conformance'
import { givenUpAfterMs } from '../schema'

/** `not_made`: it could not even begin; `given_up`: whoever made it went away. */
export type RunState = 'running' | 'held' | 'differed' | 'unchecked' | 'not_made' | 'given_up'

export type RunLine = { id: string; startedAt: Date; isWrite: boolean; state: RunState }

/** Everything the conformance page of a connection draws. */
export type ConnectionConformance = {
  id: string
  provider: string
  label: string
  providerLabel: string
  isComplete: boolean
  /** The run under way: how many checks are done, and which one is being made. */
  running: { done: number; total: number; id: string; title: string } | null
  runs: RunLine[]
  /** The newest run that ended with a report. */
  newest: { id: string; report: Omit<ConformanceReport, 'shapes'> } | null
  /** The newest run that held. */
  certificate: RunLine | null
  /** Where the newest run met other answers than the held one before it. */
  drift: Drift[]
}

const mostRuns = 20

/** The conformance of a connection of this partner with an assessment provider, or null. */
export async function findConnectionConformance(
  staff: Staff<'settings.manage'>,
  connectionId: string,
): Promise<ConnectionConformance | null> {
  const row = await findConnection(staff.partnerId, connectionId)
  const door = row?.kind === 'assessment' ? findAssessmentProvider(row.provider) : null
  if (!row || !door) return null
  const [rows, held, now, allowInsecure] = await Promise.all([
    runsOf(staff.partnerId, row.id, mostRuns),
    heldRunsOf(staff.partnerId, row.id),
    currentTime(),
    mayBeInsecure(staff.partnerId),
  ])
  const runs = rows.map((run) => lineOf(run, now))
  const newest = rows.find((run) => reportOf(run) !== null)
  const report = newest ? reportOf(newest) : null
  const before = held.find(({ id }) => id !== newest?.id)
  const beforeReport = before ? reportOf(before) : null
  return {
    id: row.id,
    provider: row.provider,
    label: row.label,
    providerLabel: door.label,
    isComplete: door.config.safeParse({ ...savedSettings(row), allowInsecure }).success,
    running: runs[0]?.state === 'running' ? progressOf(rows[0]) : null,
    runs,
    newest: newest && report ? { id: newest.id, report: withoutShapes(report) } : null,
    certificate: held[0] ? lineOf(held[0], now) : null,
    drift: report && beforeReport ? driftBetween(beforeReport.shapes, report.shapes) : [],
  }
}

/** A kept report as a file, or null when there is none of this connection of this partner. */
export async function findConformanceFile(
  staff: Staff<'settings.manage'>,
  { connectionId, runId, form }: { connectionId: string; runId: string; form: 'html' | 'json' },
): Promise<{ name: string; mediaType: string; text: string } | null> {
  const [run] = await database()
    .select()
    .from(conformanceRuns)
    .where(
      and(
        eq(conformanceRuns.partnerId, staff.partnerId),
        eq(conformanceRuns.connectionId, connectionId),
        eq(conformanceRuns.id, runId),
      ),
    )
  const report = run ? reportOf(run) : null
  if (!report) return null
  return form === 'html'
    ? { name: `${fileNameOf(report)}.html`, mediaType: 'text/html; charset=utf-8', text: pageOf(report) }
    : { name: `${fileNameOf(report)}.json`, mediaType: 'application/json', text: jsonOf(report) }
}

type RunRow = typeof conformanceRuns.$inferSelect

const runsOf = (partnerId: string, connectionId: string, most: number): Promise<RunRow[]> =>
  database()
    .select()
    .from(conformanceRuns)
    .where(and(eq(conformanceRuns.partnerId, partnerId), eq(conformanceRuns.connectionId, connectionId)))
    .orderBy(desc(conformanceRuns.startedAt), desc(conformanceRuns.id))
    .limit(most)

/** The newest two that held: the certificate, and what a newest run that held itself is compared with. */
const heldRunsOf = (partnerId: string, connectionId: string): Promise<RunRow[]> =>
  database()
    .select()
    .from(conformanceRuns)
    .where(
      and(
        eq(conformanceRuns.partnerId, partnerId),
        eq(conformanceRuns.connectionId, connectionId),
        eq(conformanceRuns.hasHeld, true),
      ),
    )
    .orderBy(desc(conformanceRuns.startedAt), desc(conformanceRuns.id))
    .limit(2)

function lineOf(run: RunRow, now: Date): RunLine {
  const { id, startedAt, isWrite } = run
  return { id, startedAt, isWrite, state: stateOf(run, now) }
}

function stateOf(run: RunRow, now: Date): RunState {
  if (run.endedAt !== null) return reportOf(run)?.outcome ?? 'not_made'
  return now.getTime() - run.startedAt.getTime() < givenUpAfterMs ? 'running' : 'given_up'
}

/** Only our own job writes this column; `version` tells a report from a run under way and from reports of another time. */
function reportOf({ report }: RunRow): ConformanceReport | null {
  const isReport =
    typeof report === 'object' && report !== null && 'version' in report && report.version === 1
  return isReport ? (report as ConformanceReport) : null
}

function progressOf(run: RunRow | undefined): ConnectionConformance['running'] {
  const report = run?.report as Partial<RunUnderWay> | null | undefined
  return {
    done: report?.done ?? 0,
    total: report?.total ?? 0,
    id: report?.id ?? '',
    title: report?.title ?? '',
  }
}

function withoutShapes({ shapes: _shapes, ...rest }: ConformanceReport): Omit<ConformanceReport, 'shapes'> {
  return rest
}
