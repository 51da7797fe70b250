import { and, eq, inArray, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { connections } from '@/db/schema/partners'
import {
  reconciliationExceptions,
  reconciliationRuns,
  settlementLines,
  settlements,
} from '@/db/schema/settlements'
import {
  type Finding,
  type SettlementLine,
  type TheirPayment,
  type TheirRefund,
  compareBooks,
  fixOf,
  lookBackDays,
} from '@/lib/domain/payments/reconciliation'
import { indiaDate, secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff, System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { openBooks, scanLedger } from '../queries/books'
import type { ReconcileInput } from '../schema'
import { askGateway, asSystem, gatewayUnreachable } from './gateway'

export type RunResult = { runId: string; exceptions: number }
type Theirs = { payments: TheirPayment[]; refunds: TheirRefund[]; lines: SettlementLine[] }

/**
 * Compares the gateway's book with ours for one day in India (its payouts, and the payments and refunds of that day and the
 * few before it), then the ledger with the applications. Every difference becomes one exception, found again by the same
 * name however often this runs. Refuses a day that is not over, and `gateway_unreachable`: then nothing is concluded.
 */
export async function reconcileDay(
  ctx: Ctx<Staff<'payments.reconcile'> | System>,
  { connectionId, day }: ReconcileInput,
): Promise<Result<RunResult>> {
  const { partnerId } = ctx.actor
  if (day >= indiaDate(ctx.now)) return refuse('day_not_over', { waitsFor: 'staff' })
  const [connection] = await database()
    .select({ id: connections.id })
    .from(connections)
    .where(
      and(
        eq(connections.partnerId, partnerId),
        eq(connections.id, connectionId),
        eq(connections.kind, 'payment'),
      ),
    )
  if (!connection) return refuse('not_found')
  const runId = await beginRun(ctx, connectionId, day)
  const range = rangeOf(day)
  const asked = await askGateway(
    asSystem(ctx, 'job'),
    { connectionId, purpose: 'reconcile' },
    async (gateway, io) => ({
      payments: await gateway.listPayments(range, io),
      refunds: await gateway.listRefunds(range, io),
      lines: await gateway.fetchSettlements(day, io),
    }),
  )
  if (!asked.ok) {
    await endRun(partnerId, runId, { state: 'failed', errorKind: asked.error.kind, endedAt: ctx.now })
    return gatewayUnreachable()
  }
  const found = await database().transaction((tx) =>
    keepComparison(tx, ctx, { runId, connectionId, range }, asked.value),
  )
  await asked.conclude(`${found} exceptions`)
  return ok({ runId, exceptions: found })
}

/** From midnight in India a few days before, to the midnight that ends the day. */
export function rangeOf(day: string): { from: Date; to: Date } {
  const midnight = new Date(`${day}T00:00:00+05:30`)
  return { from: secondsAfter(midnight, -lookBackDays * 86_400), to: secondsAfter(midnight, 86_400) }
}

async function beginRun(ctx: Ctx, connectionId: string, day: string): Promise<string> {
  const begun = { state: 'running' as const, errorKind: null, startedAt: ctx.now, endedAt: null }
  const [run] = await database()
    .insert(reconciliationRuns)
    .values({ partnerId: ctx.actor.partnerId, connectionId, day, createdAt: ctx.now, ...begun })
    .onConflictDoUpdate({
      target: [reconciliationRuns.partnerId, reconciliationRuns.connectionId, reconciliationRuns.day],
      set: begun,
    })
    .returning({ id: reconciliationRuns.id })
  if (!run) throw new Error('a run was not stored')
  return run.id
}

type Run = { runId: string; connectionId: string; range: { from: Date; to: Date } }

async function keepComparison(tx: Tx, ctx: Ctx, run: Run, theirs: Theirs): Promise<number> {
  const { partnerId } = ctx.actor
  // Two runs of one partner would both close what the other has just found.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`reconcile:${partnerId}`}, 0))`)
  await keepPayouts(tx, partnerId, run.connectionId, theirs.lines)
  const books = await openBooks(tx, partnerId, run.connectionId, { ...run.range, ...theirs })
  const findings = [...compareBooks(books), ...(await scanLedger(tx, partnerId, run.connectionId, ctx.now))]
  for (const finding of findings) await keepFinding(tx, ctx, run, finding)
  await closeGone(tx, ctx, run, findings)
  await tx
    .update(reconciliationRuns)
    .set({
      state: 'done',
      payments: theirs.payments.length,
      refunds: theirs.refunds.length,
      lines: theirs.lines.length,
      exceptions: findings.length,
      endedAt: ctx.now,
    })
    .where(and(eq(reconciliationRuns.partnerId, partnerId), eq(reconciliationRuns.id, run.runId)))
  await recordEvent(tx, ctx, 'reconciliation.ran', {
    detail: { run: run.runId, day: indiaDate(secondsAfter(run.range.to, -1)), exceptions: findings.length },
  })
  return findings.length
}

/** The payouts and their lines, each once; a payout's sums are those of its lines. */
async function keepPayouts(tx: Tx, partnerId: string, connectionId: string, lines: SettlementLine[]) {
  const byPayout = new Map<string, SettlementLine[]>()
  for (const line of lines)
    byPayout.set(line.settlementId, [...(byPayout.get(line.settlementId) ?? []), line])
  for (const [gatewaySettlementId, own] of byPayout) {
    const [first] = own
    if (!first) continue
    const sums = {
      netPaise: own.reduce((sum, { net }) => sum + net, 0),
      feePaise: own.reduce((sum, { fee }) => sum + fee, 0),
      taxPaise: own.reduce((sum, { tax }) => sum + tax, 0),
      utr: first.utr,
      settledAt: first.settledAt,
    }
    const [payout] = await tx
      .insert(settlements)
      .values({ partnerId, connectionId, gatewaySettlementId, createdAt: first.settledAt, ...sums })
      .onConflictDoUpdate({
        target: [settlements.partnerId, settlements.connectionId, settlements.gatewaySettlementId],
        set: sums,
      })
      .returning({ id: settlements.id })
    if (payout) await keepLines(tx, { partnerId, connectionId, settlementId: payout.id }, own)
  }
}

async function keepLines(
  tx: Tx,
  payout: { partnerId: string; connectionId: string; settlementId: string },
  lines: SettlementLine[],
) {
  for (let at = 0; at < lines.length; at += 500)
    await tx
      .insert(settlementLines)
      .values(
        lines.slice(at, at + 500).map((line) => ({
          ...payout,
          kind: line.kind,
          gatewayId: line.gatewayId,
          gatewayPaymentId: line.gatewayPaymentId,
          gatewayOrderId: line.gatewayOrderId,
          paise: line.paise,
          feePaise: line.fee,
          taxPaise: line.tax,
          netPaise: line.net,
          settledAt: line.settledAt,
        })),
      )
      .onConflictDoUpdate({
        target: [settlementLines.partnerId, settlementLines.connectionId, settlementLines.gatewayId],
        set: {
          paise: sql`excluded.paise`,
          feePaise: sql`excluded.fee_paise`,
          taxPaise: sql`excluded.tax_paise`,
          netPaise: sql`excluded.net_paise`,
        },
      })
}

/** What a person has closed stays closed; what was put right and is found again is open again. */
async function keepFinding(tx: Tx, ctx: Ctx, { runId, connectionId }: Run, finding: Finding) {
  const { oursPaise, theirsPaise } = finding
  const fix = fixOf(finding.kind, finding.orderId !== null)
  await tx
    .insert(reconciliationExceptions)
    .values({ ...finding, partnerId: ctx.actor.partnerId, connectionId, runId, fix, createdAt: ctx.now })
    .onConflictDoUpdate({
      target: [
        reconciliationExceptions.partnerId,
        reconciliationExceptions.kind,
        reconciliationExceptions.subject,
      ],
      set: {
        runId,
        oursPaise,
        theirsPaise,
        fix,
        state: sql`case when ${reconciliationExceptions.state} = 'closed' then 'closed' else 'open' end`,
        endedAt: sql`case when ${reconciliationExceptions.state} = 'closed' then ${reconciliationExceptions.endedAt} end`,
      },
    })
}

/** Open ones that this run looked for and no longer found: those of its payments, and all that are read from the ledger itself. */
async function closeGone(tx: Tx, ctx: Ctx, run: Run, findings: Finding[]) {
  const { partnerId } = ctx.actor
  const found = new Set(findings.map(({ kind, subject }) => `${kind} ${subject}`))
  const open = await tx
    .select()
    .from(reconciliationExceptions)
    .where(
      and(
        eq(reconciliationExceptions.partnerId, partnerId),
        eq(reconciliationExceptions.connectionId, run.connectionId),
        eq(reconciliationExceptions.state, 'open'),
      ),
    )
  const gone = open.filter(
    ({ kind, subject, runId }) =>
      !found.has(`${kind} ${subject}`) && (ledgerKinds.includes(kind) || runId === run.runId),
  )
  if (gone.length === 0) return
  await tx
    .update(reconciliationExceptions)
    .set({ state: 'gone', endedAt: ctx.now })
    .where(
      and(
        eq(reconciliationExceptions.partnerId, partnerId),
        inArray(
          reconciliationExceptions.id,
          gone.map(({ id }) => id),
        ),
      ),
    )
}

/** Read from our own rows on every run, whatever day it is about. */
const ledgerKinds: readonly string[] = [
  'paid_not_unlocked',
  'settled_without_money',
  'duplicate_not_refunded',
  'not_settled_yet',
]

async function endRun(
  partnerId: string,
  runId: string,
  end: { state: 'failed'; errorKind: string; endedAt: Date },
) {
  await database()
    .update(reconciliationRuns)
    .set(end)
    .where(and(eq(reconciliationRuns.partnerId, partnerId), eq(reconciliationRuns.id, runId)))
}
