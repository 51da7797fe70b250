import { and, asc, eq, gt, isNotNull, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { bulkItems } from '@/db/schema/bulk'
import { type ItemState, type VerdictKind, itemStates, verdictKinds } from '@/lib/domain/bulk/run'
import type { Staff } from '@/lib/platform/auth/actors'
import { pageSize } from '@/lib/platform/keyset'

export type ItemRow = {
  id: string
  number: string
  fullName: string
  verdict: VerdictKind | null
  verdictReason: string | null
  verdictParams: Record<string, string | number> | null
  state: ItemState
  reason: string | null
  reasonParams: Record<string, string | number> | null
  settledAt: Date | null
}

/** Which of a run's applications are listed: by their outcome, or by what the dry run said. */
export type ItemFilter = { state?: ItemState; verdict?: VerdictKind; reason?: string }

/** A filter out of an address; what is not understood is left out. */
export function readItemFilter(raw: Record<string, string | string[] | undefined>): ItemFilter {
  const reason = typeof raw.reason === 'string' ? raw.reason.slice(0, 60) : undefined
  return {
    state: itemStates.find((state) => state === raw.outcome),
    verdict: verdictKinds.find((kind) => kind === raw.verdict),
    reason: reason || undefined,
  }
}

/** A run's applications in the order of their ids, behind `after`; one row more than `size` when there are more. */
export const listItems = (
  staff: Staff<'applications.read'>,
  runId: string,
  filter: ItemFilter,
  after: string | null,
  size = pageSize + 1,
): Promise<ItemRow[]> =>
  database()
    .select({
      id: bulkItems.applicationId,
      number: applications.number,
      fullName: accounts.fullName,
      verdict: bulkItems.verdict,
      verdictReason: bulkItems.verdictReason,
      verdictParams: bulkItems.verdictParams,
      state: bulkItems.state,
      reason: bulkItems.reason,
      reasonParams: bulkItems.reasonParams,
      settledAt: bulkItems.settledAt,
    })
    .from(bulkItems)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, bulkItems.partnerId), eq(applications.id, bulkItems.applicationId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(
      and(
        eq(bulkItems.partnerId, staff.partnerId),
        eq(bulkItems.runId, runId),
        filter.state && eq(bulkItems.state, filter.state),
        filter.verdict && eq(bulkItems.verdict, filter.verdict),
        filter.reason
          ? sql`coalesce(${bulkItems.reason}, ${bulkItems.verdictReason}) = ${filter.reason}`
          : undefined,
        after ? gt(bulkItems.applicationId, after) : undefined,
      ),
    )
    .orderBy(asc(bulkItems.applicationId))
    .limit(size)

export type ReasonGroup = {
  reason: string
  params: Record<string, string | number> | null
  count: number
  /** Numbers of the first applications of the group. */
  examples: string[]
}

/** Why the dry run would refuse applications: one line for each reason with the first examples, most frequent first. */
export async function listReasons(
  staff: Staff<'applications.read'>,
  runId: string,
  by: 'verdict' | 'outcome',
): Promise<ReasonGroup[]> {
  const [reason, params] =
    by === 'verdict'
      ? [bulkItems.verdictReason, bulkItems.verdictParams]
      : [bulkItems.reason, bulkItems.reasonParams]
  const groups = await database()
    .select({
      reason: sql<string>`${reason}`,
      params: sql<ReasonGroup['params']>`(array_agg(${params} order by ${bulkItems.applicationId}))[1]`,
      count: sql<number>`count(*)::int`,
      first: sql<string[]>`(array_agg(${bulkItems.applicationId} order by ${bulkItems.applicationId}))[1:3]`,
    })
    .from(bulkItems)
    .where(and(eq(bulkItems.partnerId, staff.partnerId), eq(bulkItems.runId, runId), isNotNull(reason)))
    .groupBy(reason)
    .orderBy(sql`count(*) desc`, sql`1`)
    .limit(20)
  const numbers = await numbersOf(
    staff.partnerId,
    groups.flatMap(({ first }) => first),
  )
  return groups.map(({ first, ...group }) => ({
    ...group,
    examples: first.flatMap((id) => numbers.get(id) ?? []),
  }))
}

async function numbersOf(partnerId: string, ids: string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await database()
    .select({ id: applications.id, number: applications.number })
    .from(applications)
    .where(
      and(
        eq(applications.partnerId, partnerId),
        sql`${applications.id} in (select id::uuid from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as chosen(id))`,
      ),
    )
  return new Map(rows.map(({ id, number }) => [id, number]))
}

/** One page of a run's applications, with the place where the next begins. */
export async function listItemsPage(
  staff: Staff<'applications.read'>,
  runId: string,
  filter: ItemFilter,
  after: string | null,
): Promise<{ rows: ItemRow[]; filter: ItemFilter; isFirst: boolean; nextAfter: string | null }> {
  const found = await listItems(staff, runId, filter, after)
  const rows = found.slice(0, pageSize)
  return {
    rows,
    filter,
    isFirst: after === null,
    nextAfter: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null,
  }
}
