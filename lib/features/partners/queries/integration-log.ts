import { and, asc, eq, isNotNull, isNull } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { providerCalls } from '@/db/schema/events'
import { connections } from '@/db/schema/partners'
import type { CallFilter } from '@/lib/domain/partners/calls'
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
> & {
  connection: string
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
  connection: connections.label,
  applicationNumber: applications.number,
}

/** The partner's integration log, newest first. */
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
    .innerJoin(connections, ofCall)
    .leftJoin(
      applications,
      and(
        eq(applications.partnerId, providerCalls.partnerId),
        eq(applications.id, providerCalls.applicationId),
      ),
    )
    .where(
      and(
        eq(providerCalls.partnerId, staff.partnerId),
        where,
        filter.purpose ? eq(providerCalls.purpose, filter.purpose) : undefined,
        filter.outcome === 'failed' ? isNotNull(providerCalls.errorKind) : undefined,
        filter.outcome === 'succeeded' ? isNull(providerCalls.errorKind) : undefined,
        filter.connection ? eq(connections.label, filter.connection) : undefined,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

export type CallDetail = CallListRow & Pick<CallRow, 'requestBody' | 'responseBody' | 'attemptId' | 'orderId'>

/** One exchange of the partner with what was asked and answered, redacted when it was written; null when it is not theirs. */
export async function findCall(staff: Staff<'integrations.read'>, id: string): Promise<CallDetail | null> {
  const [found] = await database()
    .select({
      ...listed,
      requestBody: providerCalls.requestBody,
      responseBody: providerCalls.responseBody,
      attemptId: providerCalls.attemptId,
      orderId: providerCalls.orderId,
    })
    .from(providerCalls)
    .innerJoin(connections, ofCall)
    .leftJoin(
      applications,
      and(
        eq(applications.partnerId, providerCalls.partnerId),
        eq(applications.id, providerCalls.applicationId),
      ),
    )
    .where(and(eq(providerCalls.partnerId, staff.partnerId), eq(providerCalls.id, id)))
  return found ?? null
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

const ofCall = and(
  eq(connections.partnerId, providerCalls.partnerId),
  eq(connections.id, providerCalls.connectionId),
)
