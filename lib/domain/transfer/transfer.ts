/** An export: being written, written whole, broken off (the reader left, or it failed). */
export const exportStates = ['running', 'done', 'aborted'] as const
export type ExportState = (typeof exportStates)[number]

/** An import: its columns are being matched, its rows checked, checked, being carried out, carried out, stopped. */
export const importStates = ['mapping', 'checking', 'checked', 'running', 'done', 'stopped'] as const
export type ImportState = (typeof importStates)[number]

/** One row of an import: unread, good to import, in the hand of a worker, wrong, imported, or there already. */
export const importRowStates = ['unread', 'ready', 'doing', 'wrong', 'created', 'already'] as const
export type ImportRowState = (typeof importRowStates)[number]
