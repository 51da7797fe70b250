import { type SQL, and, eq, sql } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import { isRowId } from '@/lib/domain/shared/row-id'

/** Where a page begins: behind the row `after`, or ending before the row `before`. Both are row ids; none: the first page. */
export type PagePlace = { after?: string | null; before?: string | null }

/** One page of rows; `next` and `previous` are the places of its neighbours, null where there is none. */
export type KeysetPage<Row> = { rows: Row[]; next: PagePlace | null; previous: PagePlace | null }

export const pageSize = 50

type Keys = { partnerId: PgColumn; id: PgColumn; at: PgColumn }

/**
 * What a list by (time, id) needs to start at a place: a condition and an order. The place's own time is looked up by the
 * database, exact to its microsecond, so rows of one instant are neither skipped nor repeated.
 */
export function fromPlace(
  { partnerId, id, at }: Keys,
  { place, ofPartner, oldestFirst = false }: { place: PagePlace; ofPartner: string; oldestFirst?: boolean },
): { where: SQL | undefined; orderBy: SQL[] } {
  const from = place.before ?? place.after ?? null
  const isDescending = oldestFirst === isBackwards(place)
  const time = sql`(select ${at} from ${id.table} where ${and(eq(partnerId, ofPartner), eq(id, from))})`
  // NULLS LAST although nothing is null: our indexes are made that way, and PostgreSQL sorts along one only when it says the same.
  const sign = sql.raw(isDescending ? '<' : '>')
  return {
    where: from === null ? undefined : sql`(${at}, ${id}) ${sign} (${time}, ${from}::uuid)`,
    orderBy: [at, id].map((column) =>
      isDescending ? sql`${column} desc nulls last` : sql`${column} asc nulls first`,
    ),
  }
}

/** Makes a page out of the rows found from a place; ask for one row more than `size`, so that it knows whether there are more. */
export function toPage<Row extends { id: string }>(
  found: Row[],
  place: PagePlace,
  size = pageSize,
): KeysetPage<Row> {
  const hasMore = found.length > size
  const kept = found.slice(0, size)
  const rows = isBackwards(place) ? kept.reverse() : kept
  const [first, last] = [rows[0], rows.at(-1)]
  const isAfterSomething = isBackwards(place) ? hasMore : Boolean(place.after)
  const isBeforeSomething = isBackwards(place) ? true : hasMore
  return {
    rows,
    next: last && isBeforeSomething ? { after: last.id } : null,
    previous: first && isAfterSomething ? { before: first.id } : null,
  }
}

const isBackwards = (place: PagePlace): boolean => Boolean(place.before)

/** A place out of an address; anything that is not a row's id is the first page. */
export function readPlace({ after, before }: Record<string, string | string[] | undefined>): PagePlace {
  const idOf = (raw: string | string[] | undefined) => (typeof raw === 'string' && isRowId(raw) ? raw : null)
  return { after: idOf(after), before: idOf(before) }
}

/** Where a list that only goes forward continues: the last row's time and id, as `<instant>~<id>` in an address. */
export type TimedPlace = { createdAt: Date; id: string }

/** A timed place out of an address; null for the first page. */
export function readTimedPlace({ after }: Record<string, string | string[] | undefined>): TimedPlace | null {
  const [instant = '', id = ''] = typeof after === 'string' ? after.split('~') : []
  const createdAt = new Date(instant)
  return isRowId(id) && !Number.isNaN(createdAt.getTime()) ? { createdAt, id } : null
}

/** The page of a list that only goes forward. */
export const timedPage = <Row>({
  rows,
  next,
}: {
  rows: Row[]
  next: TimedPlace | null
}): KeysetPage<Row> => ({
  rows,
  next: next && { after: `${next.createdAt.toISOString()}~${next.id}` },
  previous: null,
})
