import { and, eq, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { conformanceRuns } from '@/db/schema/connections'
import { connections } from '@/db/schema/partners'
import { ok } from '@/lib/domain/shared/result'
import type { System } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { outcomeOf } from '@/lib/platform/provider-error'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import {
  type ConformanceReport,
  type RunProgress,
  runConformance as runChecks,
} from '@/lib/providers/conformance/run'
import { subjectOf } from '@/lib/providers/conformance/subject'
import { type OpenConnection, integrationIo, openConnection } from '../commands'

type Run = Pick<
  typeof conformanceRuns.$inferSelect,
  'partnerId' | 'id' | 'connectionId' | 'startedAt' | 'isWrite'
>

/** What stands in the row while a run is under way. */
export type RunUnderWay = { state: 'running' } & RunProgress

/**
 * Makes a conformance run that was asked for, within the connection's budget and with every exchange in the integration
 * log, and keeps its certificate. A run that has ended is left alone; one that a dead process left begins again, with the
 * same marked candidate.
 */
export async function runConformance(ctx: Ctx<System>, { runId }: { runId: string }): Promise<void> {
  const { partnerId } = ctx.actor
  const [run] = await database()
    .select()
    .from(conformanceRuns)
    .where(
      and(
        eq(conformanceRuns.partnerId, partnerId),
        eq(conformanceRuns.id, runId),
        isNull(conformanceRuns.endedAt),
      ),
    )
  if (!run) return
  const opened = await outcomeOf(() => openConnection(partnerId, run.connectionId))
  const report = 'answer' in opened ? await certify(ctx, run, opened.answer) : null
  await keep(ctx, run, report)
}

async function certify(
  ctx: Ctx<System>,
  run: Run,
  { provider, settings }: OpenConnection,
): Promise<ConformanceReport | null> {
  const door = findAssessmentProvider(provider)
  if (!door) return null
  const about = { connectionId: run.connectionId, purpose: 'conformance', callClass: 'bulk' } as const
  const began = performance.now()
  return runChecks(subjectOf(provider, door, settings), {
    isWrite: run.isWrite,
    startedAt: run.startedAt,
    io: {
      ...integrationIo(ctx, about),
      now: () => new Date(ctx.now.getTime() + (performance.now() - began)),
    },
    onProgress: async (progress) => {
      await database()
        .update(conformanceRuns)
        .set({ report: { state: 'running', ...progress } satisfies RunUnderWay })
        .where(openRun(run))
    },
  })
}

async function keep(ctx: Ctx<System>, run: Run, report: ConformanceReport | null): Promise<void> {
  await transaction(async (tx) => {
    const [ended] = await tx
      .update(conformanceRuns)
      .set({
        endedAt: report ? new Date(report.endedAt) : ctx.now,
        hasHeld: report?.outcome === 'held',
        report,
      })
      .where(openRun(run))
      .returning({ id: conformanceRuns.id })
    if (!ended) return ok()
    const [connection] = await tx
      .select({ label: connections.label })
      .from(connections)
      .where(and(eq(connections.partnerId, run.partnerId), eq(connections.id, run.connectionId)))
    await recordEvent(tx, ctx, 'connection.conformance_ended', {
      detail: {
        connectionId: run.connectionId,
        connection: connection?.label ?? null,
        outcome: report?.outcome ?? 'not_made',
        differed: report?.counts.differed ?? 0,
      },
    })
    return ok()
  })
}

const openRun = ({ partnerId, id }: Run) =>
  and(eq(conformanceRuns.partnerId, partnerId), eq(conformanceRuns.id, id), isNull(conformanceRuns.endedAt))
