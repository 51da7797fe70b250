/** What stands behind the `?` of a list's address, as Next hands it over. */
export type RawSearch = Record<string, string | string[] | undefined>

/** The address of the same list with some of it changed; null and empty values leave it. A change of filter begins at the first page. */
export function listAddress(
  path: string,
  raw: RawSearch,
  changes: Record<string, string | null | undefined>,
): string {
  return addressOf(path, { ...raw, after: null, before: null, ...changes })
}

/** The very address of the list, filter and page included: where to come back to after signing in. */
export const sameAddress = (path: string, raw: RawSearch): string => addressOf(path, raw)

/** The record of an application, with the list that it was found in (its address behind the `?`), so that one finds back. */
export const recordAddress = (number: string, list = ''): string =>
  addressOf(`/staff/applications/${number}`, { list })

/** What stands in such a list's address, as a page of it would read it. */
export const listInAddress = (list: string): RawSearch => Object.fromEntries(new URLSearchParams(list))

/** An address with what stands behind its `?`; empty values and lists of values are left out. */
export function addressOf(path: string, raw: Record<string, string | string[] | null | undefined>): string {
  const kept = Object.entries(raw).flatMap(([name, value]) =>
    typeof value === 'string' && value !== '' ? [[name, value] as [string, string]] : [],
  )
  const query = new URLSearchParams(kept).toString()
  return query === '' ? path : `${path}?${query}`
}
