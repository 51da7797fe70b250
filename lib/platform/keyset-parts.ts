import { type SQL, and, sql } from 'drizzle-orm'
import type { PagePlace } from './keyset'

/** One key of a sorted list. `value` is never null: what is missing has the value `floor`, smaller than any other. */
export type PartKey = {
  value: SQL
  isDescending: boolean
  /** Many rows may have nothing here: their literal, e.g. `'-infinity'`. */
  floor?: SQL
  /** This key of the row that a page's place names, as a scalar subquery. */
  ofPlace: SQL
}

/** A stretch of a sorted list that one index serves; the list is its parts one after another. */
export type Part = { where: SQL | undefined; orderBy: SQL }

/**
 * A sorted list from a place as parts. With one key there is one part: `(key, id)` compared as a row. With more, a row of
 * the same first key lies in another part than those beyond it, so that each is a range of an index, also where the keys
 * point in different directions and where half of all rows have nothing. Between rows alike in every key their id decides.
 */
export function partsFromPlace(keys: readonly PartKey[], id: SQL, place: PagePlace): Part[] {
  const isBackwards = Boolean(place.before)
  const from = place.before ?? place.after ?? null
  const turned = isBackwards ? keys.map((key) => ({ ...key, isDescending: !key.isDescending })) : keys
  return from === null ? wholeList(turned, id, []) : beyond(turned, id, sql`${from}::uuid`, [])
}

/** Everything in which the conditions hold, in the order of the keys. */
function wholeList(keys: readonly PartKey[], id: SQL, given: SQL[]): Part[] {
  const [key, ...rest] = keys
  const all = { where: and(...given), orderBy: orderOf(keys, id) }
  if (!key?.floor || rest.length === 0) return [all]
  const some = { where: and(...given, sql`${key.value} > ${key.floor}`), orderBy: orderOf(keys, id) }
  const none = wholeList(rest, id, [...given, sql`${key.value} = ${key.floor}`])
  return key.isDescending ? [some, ...none] : [...none, some]
}

/** Everything behind the place: what is alike in this key and lies behind in the next ones, then what lies behind in this key. */
function beyond(keys: readonly PartKey[], id: SQL, placeId: SQL, given: SQL[]): Part[] {
  const [key, ...rest] = keys
  if (!key) return []
  const { value, isDescending, floor, ofPlace } = key
  const sign = sql.raw(isDescending ? '<' : '>')
  if (rest.length === 0) {
    const where = and(...given, sql`(${value}, ${id}) ${sign} (${ofPlace}, ${placeId})`)
    return [{ where, orderBy: orderOf(keys, id) }]
  }
  const isBehind = sql`${value} ${sign} ${ofPlace}`
  const farther = { where: and(...given, isBehind), orderBy: orderOf(keys, id) }
  if (!floor) return [...beyond(rest, id, placeId, [...given, sql`${value} = ${ofPlace}`]), farther]
  // The literal lets PostgreSQL know how many rows have nothing here; a value it looks up first would not.
  const alike = [
    ...beyond(rest, id, placeId, [...given, sql`${value} = ${ofPlace}`, sql`${ofPlace} > ${floor}`]),
    ...beyond(rest, id, placeId, [...given, sql`${value} = ${floor}`, sql`${ofPlace} = ${floor}`]),
  ]
  if (!isDescending) return [...alike, farther]
  const some = { ...farther, where: and(...given, isBehind, sql`${value} > ${floor}`) }
  const none = wholeList(rest, id, [...given, sql`${value} = ${floor}`, sql`${ofPlace} > ${floor}`])
  return [...alike, some, ...none]
}

function orderOf(keys: readonly PartKey[], id: SQL): SQL {
  const word = (isDescending: boolean) => sql.raw(isDescending ? 'desc' : 'asc')
  const last = keys.at(-1)?.isDescending ?? false
  return sql.join(
    [...keys.map(({ value, isDescending }) => sql`${value} ${word(isDescending)}`), sql`${id} ${word(last)}`],
    sql`, `,
  )
}
