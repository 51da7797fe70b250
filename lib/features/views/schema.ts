import { z } from 'zod'
import { tidyLine } from '@/lib/domain/applicants/typed-text'
import { readColumns } from '@/lib/domain/applications/columns'
import { readApplicationFilter, writeApplicationFilter } from '@/lib/domain/applications/filter'

/** The longest name of a view, in characters. */
export const viewNameLength = 60

/** How many views one person may keep. */
export const mostViews = 50

const viewId = z.guid()
/** A saved view's id, or `all`: the list without one. */
const view = z.union([viewId, z.literal('all')])
const name = z.string().transform(tidyLine).pipe(z.string().min(1, 'name').max(viewNameLength, 'name'))
const columns = z
  .union([z.string().transform((key) => [key]), z.array(z.string())])
  .default([])
  .transform((keys) => readColumns(keys))

/** Keeps a list as it is looked at now. A name that one has already is that view with another content. */
export const saveViewInput = z.object({
  name,
  /** The list's address behind the `?`: only what a filter understands is kept. */
  query: z
    .string()
    .max(4000)
    .default('')
    .transform((query) =>
      writeApplicationFilter(readApplicationFilter(new URLSearchParams(query))).toString(),
    ),
  columns,
})
export type SaveViewInput = z.output<typeof saveViewInput>

export const viewInput = z.object({ viewId })
export type ViewInput = z.output<typeof viewInput>

export const renameViewInput = z.object({ viewId, name })
export type RenameViewInput = z.output<typeof renameViewInput>

export const shareViewInput = z.object({
  viewId,
  shared: z.enum(['yes', 'no']).transform((word) => word === 'yes'),
})
export type ShareViewInput = z.output<typeof shareViewInput>

/** The view that the list opens with from now on. */
export const openWithViewInput = z.object({ view })
export type OpenWithViewInput = z.output<typeof openWithViewInput>

/** How one arranges a view for oneself. */
export const arrangeViewInput = z.object({
  view,
  columns,
  dense: z
    .string()
    .optional()
    .transform((word) => word !== undefined && word !== ''),
})
export type ArrangeViewInput = z.output<typeof arrangeViewInput>
