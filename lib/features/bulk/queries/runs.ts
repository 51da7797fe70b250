import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { bulkRuns } from '@/db/schema/bulk'
import type { RunState } from '@/lib/domain/bulk/run'
import { roleMay } from '@/lib/domain/partners/permissions'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'
import type { BulkChoice, BulkField } from '../kinds/kind'
import { type BulkKindId, bulkKindIds, bulkKinds, findKind } from '../kinds/registry'

export type RunListRow = {
  id: string
  kind: string
  state: RunState
  by: string
  total: number
  done: number
  skipped: number
  refused: number
  wouldChange: number
  createdAt: Date
}

/** The partner's bulk runs, newest first. */
export async function listRuns(
  staff: Staff<'applications.read'>,
  place: PagePlace,
): Promise<KeysetPage<RunListRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: bulkRuns.partnerId, id: bulkRuns.id, at: bulkRuns.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const rows = await database()
    .select({
      id: bulkRuns.id,
      kind: bulkRuns.kind,
      state: bulkRuns.state,
      by: accounts.fullName,
      total: bulkRuns.total,
      done: bulkRuns.done,
      skipped: bulkRuns.skipped,
      refused: bulkRuns.refused,
      wouldChange: bulkRuns.wouldChange,
      createdAt: bulkRuns.createdAt,
    })
    .from(bulkRuns)
    .innerJoin(accounts, and(eq(accounts.partnerId, bulkRuns.partnerId), eq(accounts.id, bulkRuns.createdBy)))
    .where(and(eq(bulkRuns.partnerId, staff.partnerId), where))
    .orderBy(...orderBy)
    .limit(pageSize + 1)
  return toPage(rows, place)
}

/** A kind as the console offers it: with what it asks for, or shut because the role may not. */
export type KindOffer = { kind: BulkKindId; isAllowed: boolean }

/** Everything that can be done to many; what the role may not do is named all the same. */
export const listKinds = (staff: Staff): KindOffer[] =>
  bulkKindIds.map((kind) => ({ kind, isAllowed: roleMay(staff.role, bulkKinds[kind].permission) }))

/** What a kind asks for before its dry run; null when there is no such kind or the role may not. */
export async function findKindForm(
  staff: Staff,
  kindId: string,
): Promise<{ kind: string; fields: BulkField[] } | null> {
  const kind = findKind(kindId)
  if (!kind || !roleMay(staff.role, kind.permission)) return null
  return { kind: kindId, fields: await kind.fields(staff) }
}

export type BulkRunView = typeof bulkRuns.$inferSelect & {
  by: string
  stopper: string | null
  isOwn: boolean
  /** The role may do and stop this kind of thing. */
  isAllowed: boolean
  /** What was asked for, with the names of what was chosen. */
  chosen: { field: string; values: BulkChoice[] }[]
}

/** One run with who made it and what was asked for; null when this partner has none of that id. */
export async function findRun(staff: Staff<'applications.read'>, runId: string): Promise<BulkRunView | null> {
  const [row] = await database()
    .select({
      run: bulkRuns,
      by: accounts.fullName,
      stopper: sql<string | null>`(select full_name from ${accounts} as s
        where s.partner_id = ${bulkRuns.partnerId} and s.id = ${bulkRuns.stoppedBy})`,
    })
    .from(bulkRuns)
    .innerJoin(accounts, and(eq(accounts.partnerId, bulkRuns.partnerId), eq(accounts.id, bulkRuns.createdBy)))
    .where(and(eq(bulkRuns.partnerId, staff.partnerId), eq(bulkRuns.id, runId)))
  if (!row) return null
  const kind = findKind(row.run.kind)
  const isAllowed = kind !== null && roleMay(staff.role, kind.permission)
  const fields = kind && isAllowed ? await kind.fields(staff) : []
  return {
    ...row.run,
    by: row.by,
    stopper: row.stopper,
    isOwn: row.run.createdBy === staff.accountId,
    isAllowed,
    chosen: Object.entries(row.run.input).map(([field, value]) => ({
      field,
      values: [value].flat().map((one) => nameOf(fields, field, String(one ?? ''))),
    })),
  }
}

/** The name of a chosen value; what is no longer offered shows as it was written. */
function nameOf(fields: BulkField[], name: string, value: string): BulkChoice {
  const options = fields.find((field) => field.name === name)?.options
  return options?.find((option) => option.value === value) ?? { value, label: value }
}
