import { randomUUID } from 'node:crypto'
import { and, eq, inArray, ne, or, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { alertHistory, alertRules, alerts } from '@/db/schema/alerts'
import {
  type AlertChange,
  type AlertKind,
  type AlertTerms,
  type Finding,
  alertKinds,
  changesOf,
  quietMinutes,
  usualTerms,
} from '@/lib/domain/alerts/alert'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import type { System } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import type { Ctx } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { log } from '@/lib/platform/log'
import { type PartnerFinding, findTroubles } from './findings'
import { tellClosed, tellOpened } from './tell'

/**
 * Looks at every kind of trouble at every partner, opens an alert where there is one, and closes those whose condition is over.
 * Safe in several workers at once: whoever changes the row tells. Returns how many alerts changed.
 */
export async function watch(now?: Date): Promise<number> {
  const at = now ?? (await currentTime())
  let changed = 0
  for (const kind of alertKinds)
    changed += await watchKind(kind, at).catch((error: unknown) => {
      log.error({ err: error, kind }, 'a kind of alert could not be looked at')
      return 0
    })
  return changed
}

async function watchKind(kind: AlertKind, now: Date): Promise<number> {
  const found = await findTroubles(kind, now)
  const known = await listKnown(kind, found)
  const partnerIds = [...new Set([...found, ...known].map(({ partnerId }) => partnerId))]
  if (partnerIds.length === 0) return 0
  const terms = await termsAt(kind, partnerIds)
  let changed = 0
  for (const partnerId of partnerIds) {
    const own = <T extends { partnerId: string }>(rows: readonly T[]) =>
      rows.filter((row) => row.partnerId === partnerId)
    const set = terms.get(partnerId) ?? usualTerms[kind]
    for (const change of changesOf(set, own(found), own(known)))
      if (await apply(systemAt(partnerId, now), kind, set, change)) changed += 1
  }
  return changed
}

/** Unclosed alerts of the kind, and the closed ones of what was found now. */
const listKnown = (kind: AlertKind, found: readonly PartnerFinding[]) =>
  database()
    .select({
      partnerId: alerts.partnerId,
      subject: alerts.subject,
      state: alerts.state,
      value: alerts.value,
    })
    .from(alerts)
    .where(
      and(
        eq(alerts.kind, kind),
        or(
          ne(alerts.state, 'closed'),
          found.length === 0
            ? undefined
            : and(
                inArray(alerts.partnerId, [...new Set(found.map(({ partnerId }) => partnerId))]),
                inArray(alerts.subject, [...new Set(found.map(({ subject }) => subject))]),
              ),
        ),
      ),
    )

async function termsAt(kind: AlertKind, partnerIds: string[]): Promise<Map<string, AlertTerms>> {
  const rows = await database()
    .select()
    .from(alertRules)
    .where(and(eq(alertRules.kind, kind), inArray(alertRules.partnerId, partnerIds)))
  return new Map(rows.map((row) => [row.partnerId, row]))
}

const systemAt = (partnerId: string, now: Date): Ctx<System> => ({
  actor: { kind: 'system', partnerId },
  now,
  source: 'job',
  requestId: randomUUID(),
})

/** Row, history, event and mail in one transaction; false when another worker was first. */
const apply = (ctx: Ctx<System>, kind: AlertKind, terms: AlertTerms, change: AlertChange): Promise<boolean> =>
  database().transaction((tx) => {
    if (change.move === 'closed') return close(tx, ctx, kind, change.subject)
    if (change.move === 'seen') return see(tx, ctx, kind, change.finding)
    return open(tx, ctx, kind, terms, change.finding)
  })

async function open(tx: Tx, ctx: Ctx<System>, kind: AlertKind, terms: AlertTerms, finding: Finding) {
  const { partnerId } = ctx.actor
  const isThis = and(
    eq(alerts.partnerId, partnerId),
    eq(alerts.kind, kind),
    eq(alerts.subject, finding.subject),
  )
  const [before] = await tx.select({ closedAt: alerts.closedAt }).from(alerts).where(isThis).for('update')
  const opened = {
    state: 'open' as const,
    value: finding.value,
    threshold: terms.threshold,
    minutes: terms.minutes,
    openedAt: ctx.now,
    lastSeenAt: ctx.now,
  }
  const [row] = await tx
    .insert(alerts)
    .values({ partnerId, kind, subject: finding.subject, connectionId: finding.connectionId, ...opened })
    .onConflictDoUpdate({
      target: [alerts.partnerId, alerts.kind, alerts.subject],
      set: {
        ...opened,
        openings: sql`${alerts.openings} + 1`,
        closedAt: null,
        acknowledgedAt: null,
        acknowledgedBy: null,
      },
      setWhere: eq(alerts.state, 'closed'),
    })
    .returning()
  if (!row) return false
  await tx.insert(alertHistory).values({
    partnerId,
    alertId: row.id,
    move: row.openings === 1 ? 'opened' : 'reopened',
    value: row.value,
    at: ctx.now,
  })
  await recordEvent(tx, ctx, 'alert.opened', { detail: { alert: kind, value: row.value } })
  const isQuiet = before?.closedAt && before.closedAt > secondsAfter(ctx.now, -quietMinutes * 60)
  if (!isQuiet) await tellOpened(tx, ctx, row, finding.label)
  return true
}

async function see(tx: Tx, ctx: Ctx<System>, kind: AlertKind, finding: Finding): Promise<boolean> {
  const seen = await tx
    .update(alerts)
    .set({ value: finding.value, lastSeenAt: ctx.now })
    .where(
      and(
        eq(alerts.partnerId, ctx.actor.partnerId),
        eq(alerts.kind, kind),
        eq(alerts.subject, finding.subject),
        ne(alerts.state, 'closed'),
      ),
    )
    .returning({ id: alerts.id })
  return seen.length > 0
}

async function close(tx: Tx, ctx: Ctx<System>, kind: AlertKind, subject: string): Promise<boolean> {
  const { partnerId } = ctx.actor
  const [row] = await tx
    .update(alerts)
    .set({ state: 'closed', closedAt: ctx.now })
    .where(
      and(
        eq(alerts.partnerId, partnerId),
        eq(alerts.kind, kind),
        eq(alerts.subject, subject),
        ne(alerts.state, 'closed'),
      ),
    )
    .returning()
  if (!row) return false
  await tx
    .insert(alertHistory)
    .values({ partnerId, alertId: row.id, move: 'closed', value: row.value, at: ctx.now })
  await recordEvent(tx, ctx, 'alert.closed', { detail: { alert: kind } })
  await tellClosed(tx, ctx, row)
  return true
}
