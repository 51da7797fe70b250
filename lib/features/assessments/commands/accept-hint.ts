import { createHash } from 'node:crypto'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { attempts, hints } from '@/db/schema/assessments'
import { providerCalls } from '@/db/schema/events'
import { connections } from '@/db/schema/partners'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { redactCommon } from '@/lib/platform/http'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { hashToken } from '@/lib/platform/secrets'
import type { Hint } from '@/lib/providers/assessments/contract'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import { syncAttemptJob } from '../schema'
import type { AttemptRow } from './attempt-row'

const keptCharacters = 2_000

/** Whether callbacks and returns at this name are an assessment provider's; the others are a gateway's. */
export const isAssessmentProvider = (id: string): boolean => findAssessmentProvider(id) !== null

/** The connection an address of ours names, whatever the host it was called at; null when there is none of this provider. */
export async function findCallbackConnection(
  provider: string,
  connectionId: string,
): Promise<{ partnerId: string } | null> {
  const [row] = await database()
    .select({ partnerId: connections.partnerId })
    .from(connections)
    .where(
      and(
        eq(connections.id, connectionId),
        eq(connections.kind, 'assessment'),
        eq(connections.provider, provider),
      ),
    )
    .limit(1)
  return row ?? null
}

/**
 * A provider says that something happened to an attempt. Nothing of it is believed: the hint is kept and the attempt is
 * asked about next, first in line. A repeated delivery is counted, a hint that names another sitting is kept as
 * suspicious; neither asks anything. Returns whether the address was one of ours at all.
 */
export async function acceptCallback(
  ctx: Ctx<System>,
  { provider, token, body }: { provider: string; token: string; body: string },
): Promise<boolean> {
  // PostgreSQL keeps no NUL in a text, and no word of a vendor needs one.
  const text = body.replaceAll('\u0000', '')
  const hint = findAssessmentProvider(provider)?.readHint?.(text)
  const row = hint && (await findByToken(ctx, 'callback', token))
  if (!hint || !row) return false
  await database().transaction((tx) => keepCallback(tx, ctx, row, provider, hint, text))
  return true
}

async function keepCallback(
  tx: Tx,
  ctx: Ctx<System>,
  row: AttemptRow,
  provider: string,
  hint: Hint,
  body: string,
): Promise<void> {
  // An attempt launched a moment ago may not have its provider's id yet: then the hint is taken and the fetch decides.
  const isOther = row.externalId !== null && hint.externalId !== row.externalId
  const dedupeKey = isOther ? `suspicious:${digest(body)}` : hint.dedupeKey
  const outcome = isOther ? ('suspicious' as const) : ('taken' as const)
  const isNew = await keepHint(tx, ctx, row, {
    source: 'callback',
    dedupeKey,
    outcome,
    rawStatus: hint.rawStatus,
  })
  await tx.insert(providerCalls).values({
    partnerId: row.partnerId,
    connectionId: row.connectionId,
    applicationId: row.applicationId,
    attemptId: row.id,
    direction: 'in',
    purpose: 'callback',
    method: 'POST',
    path: `/api/callbacks/${provider}/•••`,
    requestBody: redactCommon(body).slice(0, keptCharacters),
    status: 200,
    errorKind: isOther ? 'suspicious' : null,
    conclusion: isOther
      ? 'It names another sitting than this address belongs to: kept, not followed'
      : isNew
        ? `Says “${hint.rawStatus ?? 'nothing'}”: the attempt is asked about next`
        : 'The same news again: counted, nothing asked',
    at: ctx.now,
  })
  if (isOther && isNew)
    await recordEvent(tx, ctx, 'assessment.callback_suspicious', {
      applicationId: row.applicationId,
      actorKind: 'provider',
      detail: { attemptNo: row.attemptNo },
    })
  if (isNew && !isOther) await askNext(tx, ctx, row, 'by a job')
}

/**
 * The browser comes back from a provider: only a sign that the sitting may be over. Returns the page to go to, or null
 * when no attempt of this partner has this address. `ask` is null for an address opened again within a minute.
 */
export async function acceptReturn(
  ctx: Ctx<System>,
  { token }: { token: string },
): Promise<{ path: string; ask: { attemptId: string } | null } | null> {
  const row = await findByToken(ctx, 'return', token)
  if (!row) return null
  const [application] = await database()
    .select({ number: applications.number })
    .from(applications)
    .where(and(eq(applications.partnerId, row.partnerId), eq(applications.id, row.applicationId)))
  if (!application) return null
  // A minute of one launch: who has opened the test again since then comes back with other news.
  const thisMinute = `${row.launchedAt?.getTime() ?? 0}:${Math.floor(ctx.now.getTime() / 60_000)}`
  const isNew = await database().transaction(async (tx) => {
    const isNew = await keepHint(tx, ctx, row, {
      source: 'redirect',
      dedupeKey: `return:${thisMinute}`,
      outcome: 'taken',
      rawStatus: null,
    })
    if (!isNew) return false
    await tx
      .update(attempts)
      .set({ returnedAt: ctx.now })
      .where(and(eq(attempts.partnerId, row.partnerId), eq(attempts.id, row.id)))
    await recordEvent(tx, ctx, 'assessment.returned', {
      applicationId: row.applicationId,
      actorKind: 'visitor',
      detail: { attemptNo: row.attemptNo },
    })
    await askNext(tx, ctx, row, 'by the caller')
    return true
  })
  return {
    path: `/applications/${application.number}/assessment`,
    ask: isNew && !row.frozenAt ? { attemptId: row.id } : null,
  }
}

/** A provider's own list says that this sitting is over. Returns whether that was new to us. */
export async function acceptReconciled(
  tx: Tx,
  ctx: Ctx<System>,
  row: AttemptRow,
  rawStatus: string | null,
): Promise<boolean> {
  const dedupeKey = `reconcile:${row.externalId ?? ''}:${rawStatus ?? ''}`
  const isNew = await keepHint(tx, ctx, row, { source: 'reconcile', dedupeKey, outcome: 'taken', rawStatus })
  if (isNew) await askNext(tx, ctx, row, 'by the sweep')
  return isNew
}

async function findByToken(ctx: Ctx<System>, way: 'callback' | 'return', token: string) {
  const column = way === 'callback' ? attempts.callbackTokenHash : attempts.returnTokenHash
  const [row] = await database()
    .select()
    .from(attempts)
    .where(and(eq(attempts.partnerId, ctx.actor.partnerId), eq(column, hashToken(token))))
  return row?.frozenAt ? ((await findSuccessor(row)) ?? row) : (row ?? null)
}

/** The provider goes on with the address it was given first, although a later attempt has taken the sitting over. */
async function findSuccessor({ partnerId, applicationId, externalId }: AttemptRow) {
  if (!externalId) return null
  const [newest] = await database()
    .select()
    .from(attempts)
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(attempts.applicationId, applicationId),
        eq(attempts.externalId, externalId),
        isNull(attempts.frozenAt),
      ),
    )
    .orderBy(desc(attempts.attemptNo))
    .limit(1)
  return newest ?? null
}

type NewHint = Pick<typeof hints.$inferInsert, 'source' | 'dedupeKey' | 'outcome' | 'rawStatus'>

/** True for news, false for a repeated delivery, which only counts up. */
async function keepHint(tx: Tx, ctx: Ctx, { partnerId, id }: AttemptRow, hint: NewHint): Promise<boolean> {
  const [kept] = await tx
    .insert(hints)
    .values({ partnerId, attemptId: id, receivedAt: ctx.now, ...hint })
    .onConflictDoUpdate({
      target: [hints.partnerId, hints.attemptId, hints.dedupeKey],
      set: { deliveries: sql`${hints.deliveries} + 1` },
    })
    .returning({ deliveries: hints.deliveries })
  return kept?.deliveries === 1
}

/** Whoever is to ask may die with its process: then the sweep does after this time. Seconds. */
const sweepAfterSeconds = 20

/** First in line, in this transaction: by a job at once, by the caller who has the browser waiting, or by the next sweep. */
async function askNext(
  tx: Tx,
  ctx: Ctx,
  { partnerId, id, frozenAt, nextAskAt }: AttemptRow,
  how: 'by a job' | 'by the caller' | 'by the sweep',
): Promise<void> {
  if (frozenAt) return
  const until = how === 'by the sweep' ? ctx.now : secondsAfter(ctx.now, sweepAfterSeconds)
  await tx
    .update(attempts)
    .set({ hintedAt: ctx.now, nextAskAt: nextAskAt && nextAskAt < until ? nextAskAt : until })
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, id)))
  if (how === 'by a job')
    await enqueue(tx, syncAttemptJob, { partnerId, attemptId: id, unlessAskedSince: ctx.now.toISOString() })
}

const digest = (text: string) => createHash('sha256').update(text).digest('base64url')
