import {
  type SQL,
  and,
  asc,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  or,
  sql,
} from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { attempts } from '@/db/schema/assessments'
import { providerCalls } from '@/db/schema/events'
import { connections } from '@/db/schema/partners'
import { paymentOrders, payments } from '@/db/schema/payments'
import { type CallFilter, type CallOutcome, mailConnection } from '@/lib/domain/partners/calls'
import { isRowId } from '@/lib/domain/shared/row-id'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'

type CallRow = typeof providerCalls.$inferSelect

/** One exchange with an outside system as the log lists it. */
export type CallListRow = Pick<
  CallRow,
  | 'id'
  | 'at'
  | 'direction'
  | 'purpose'
  | 'method'
  | 'path'
  | 'status'
  | 'durationMs'
  | 'errorKind'
  | 'conclusion'
  | 'replayOf'
> & {
  /** Null: mail. */
  connection: string | null
  applicationNumber: string | null
}

const listed = {
  id: providerCalls.id,
  at: providerCalls.at,
  direction: providerCalls.direction,
  purpose: providerCalls.purpose,
  method: providerCalls.method,
  path: providerCalls.path,
  status: providerCalls.status,
  durationMs: providerCalls.durationMs,
  errorKind: providerCalls.errorKind,
  conclusion: providerCalls.conclusion,
  replayOf: providerCalls.replayOf,
  connection: connections.label,
  applicationNumber: applications.number,
}

/** The partner's integration log, newest first: calls, callbacks, webhooks, returns and mail, narrowed by the filter. */
export async function listCalls(
  staff: Staff<'integrations.read'>,
  filter: CallFilter = {},
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<CallListRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: providerCalls.partnerId, id: providerCalls.id, at: providerCalls.at },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select(listed)
    .from(providerCalls)
    .leftJoin(connections, ofCall)
    .leftJoin(applications, concernsApplication)
    .where(
      and(
        eq(providerCalls.partnerId, staff.partnerId),
        where,
        ...plainConditions(filter),
        ...(await lookedUpConditions(staff.partnerId, filter)),
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

const ofCall = and(
  eq(connections.partnerId, providerCalls.partnerId),
  eq(connections.id, providerCalls.connectionId),
)
const concernsApplication = and(
  eq(applications.partnerId, providerCalls.partnerId),
  eq(applications.id, providerCalls.applicationId),
)

function plainConditions(filter: CallFilter): (SQL | undefined)[] {
  const { purpose, direction, status, slow, path, from, until, outcome } = filter
  return [
    purpose && eq(providerCalls.purpose, purpose),
    direction && eq(providerCalls.direction, direction),
    status === undefined ? undefined : eq(providerCalls.status, status),
    slow === undefined ? undefined : gte(providerCalls.durationMs, slow),
    path ? sql`strpos(lower(${providerCalls.path}), ${path.toLowerCase()}) > 0` : undefined,
    from && gte(providerCalls.at, from),
    until && lt(providerCalls.at, until),
    outcome && and(outcome === 'succeeded' ? undefined : isNotNull(providerCalls.errorKind), ended[outcome]),
  ]
}

const ended: Record<CallOutcome, SQL | undefined> = {
  succeeded: isNull(providerCalls.errorKind),
  failed: undefined,
  refused: sql`${providerCalls.status} between 400 and 499 and ${providerCalls.status} <> 429`,
  busy: eq(providerCalls.status, 429),
  server_error: gte(providerCalls.status, 500),
  timed_out: eq(providerCalls.errorKind, 'timed_out'),
  unreachable: eq(providerCalls.errorKind, 'unreachable'),
  unreadable: eq(providerCalls.errorKind, 'contract'),
  untrusted: inArray(providerCalls.errorKind, ['suspicious', 'bad_signature']),
}

/** What is named by words of people is looked up first, so that the log itself is read along an index of ids. */
async function lookedUpConditions(partnerId: string, filter: CallFilter): Promise<(SQL | undefined)[]> {
  const { connection, application, record } = filter
  return Promise.all(
    [
      connection && connection !== mailConnection ? atConnection(partnerId, connection) : undefined,
      connection === mailConnection ? isNull(providerCalls.connectionId) : undefined,
      application && ofApplication(partnerId, application),
      record && aboutRecord(partnerId, record),
    ].map(async (condition) => (await condition) || undefined),
  )
}

async function atConnection(partnerId: string, label: string): Promise<SQL> {
  const [row] = await database()
    .select({ id: connections.id })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.label, label)))
  return row ? eq(providerCalls.connectionId, row.id) : sql`false`
}

async function ofApplication(partnerId: string, number: string): Promise<SQL> {
  const [row] = await database()
    .select({ id: applications.id })
    .from(applications)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.number, number)))
  return row ? eq(providerCalls.applicationId, row.id) : sql`false`
}

/** An id of ours is compared as it is; one of theirs is looked up among sittings, orders and payments. */
async function aboutRecord(partnerId: string, id: string): Promise<SQL | undefined> {
  const { attemptId, orderId, messageId, replayOf } = providerCalls
  if (isRowId(id))
    return or(...[providerCalls.id, attemptId, orderId, messageId, replayOf].map((column) => eq(column, id)))
  const [sittings, orders, paid] = await Promise.all([
    database()
      .select({ id: attempts.id })
      .from(attempts)
      .where(and(eq(attempts.partnerId, partnerId), eq(attempts.externalId, id)))
      .limit(20),
    database()
      .select({ id: paymentOrders.id })
      .from(paymentOrders)
      .where(
        and(
          eq(paymentOrders.partnerId, partnerId),
          or(eq(paymentOrders.gatewayOrderId, id), eq(paymentOrders.receipt, id)),
        ),
      ),
    database()
      .select({ id: payments.orderId })
      .from(payments)
      .where(and(eq(payments.partnerId, partnerId), eq(payments.gatewayPaymentId, id))),
  ])
  const orderIds = [...orders, ...paid].map((row) => row.id)
  if (sittings.length + orderIds.length === 0) return sql`false`
  return or(
    sittings.length > 0
      ? inArray(
          attemptId,
          sittings.map((row) => row.id),
        )
      : undefined,
    orderIds.length > 0 ? inArray(orderId, orderIds) : undefined,
  )
}

export type CallDetail = CallListRow &
  Pick<
    CallRow,
    'requestBody' | 'responseBody' | 'attemptId' | 'orderId' | 'messageId' | 'connectionId' | 'backfillId'
  >

/** One exchange of the partner with what was asked and answered, redacted when it was written; null when it is not theirs. */
export async function findCall(staff: Staff<'integrations.read'>, id: string): Promise<CallDetail | null> {
  const [found] = await database()
    .select({
      ...listed,
      requestBody: providerCalls.requestBody,
      responseBody: providerCalls.responseBody,
      attemptId: providerCalls.attemptId,
      orderId: providerCalls.orderId,
      messageId: providerCalls.messageId,
      connectionId: providerCalls.connectionId,
      backfillId: providerCalls.backfillId,
    })
    .from(providerCalls)
    .leftJoin(connections, ofCall)
    .leftJoin(applications, concernsApplication)
    .where(and(eq(providerCalls.partnerId, staff.partnerId), eq(providerCalls.id, id)))
  return found ?? null
}

/** Tries shown before and after the one that is open. */
const triesEachWay = 8

/**
 * The tries of the same purpose for the same attempt, order or message, oldest first, the given one among them; empty for an
 * exchange about nothing of ours.
 */
export async function listTries(
  staff: Staff<'integrations.read'>,
  call: Pick<CallDetail, 'id' | 'at' | 'purpose' | 'attemptId' | 'orderId' | 'messageId'>,
): Promise<CallListRow[]> {
  const about = call.attemptId
    ? eq(providerCalls.attemptId, call.attemptId)
    : call.orderId
      ? eq(providerCalls.orderId, call.orderId)
      : call.messageId
        ? eq(providerCalls.messageId, call.messageId)
        : null
  if (!about) return []
  const same = and(
    eq(providerCalls.partnerId, staff.partnerId),
    about,
    eq(providerCalls.purpose, call.purpose),
  )
  const others = (isLater: boolean) =>
    database()
      .select(listed)
      .from(providerCalls)
      .leftJoin(connections, ofCall)
      .leftJoin(applications, concernsApplication)
      .where(
        and(
          same,
          ne(providerCalls.id, call.id),
          // By the time and then the id, as the log is ordered.
          isLater
            ? or(
                gt(providerCalls.at, call.at),
                and(gte(providerCalls.at, call.at), gt(providerCalls.id, call.id)),
              )
            : and(
                lte(providerCalls.at, call.at),
                or(lt(providerCalls.at, call.at), lt(providerCalls.id, call.id)),
              ),
        ),
      )
      .orderBy(...[providerCalls.at, providerCalls.id].map(isLater ? asc : desc))
      .limit(triesEachWay)
  const [itself, before, after] = await Promise.all([findCall(staff, call.id), others(false), others(true)])
  return [...before.reverse(), ...(itself ? [itself] : []), ...after]
}

/** The labels to filter the log by. */
export const listConnectionLabels = async (staff: Staff<'integrations.read'>): Promise<string[]> =>
  (
    await database()
      .select({ label: connections.label })
      .from(connections)
      .where(eq(connections.partnerId, staff.partnerId))
      .orderBy(asc(connections.label))
  ).map(({ label }) => label)
