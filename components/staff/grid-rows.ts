import type { GridRow } from './grid'

/** A page's rows as one string. */
export type PackedRows = string & { readonly packed: 'rows' }

/**
 * Rows for the way from the server's part of a page to the browser's. React looks at every value of every cell on both sides
 * of that way; one string it hands over as it is.
 */
export const packRows = (rows: readonly GridRow[]): PackedRows => JSON.stringify(rows) as PackedRows

export const unpackRows = (rows: PackedRows): GridRow[] => JSON.parse(rows) as GridRow[]
