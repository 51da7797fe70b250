'use client'

import { Grid, type GridColumn, type GridRow } from '@/components/staff/grid'
import type { SortKey } from '@/lib/domain/applications/sort'
import type { ApplicationPage } from '@/lib/features/applications/queries/staff-list'
import { type BulkAction, BulkBar, bulkForm } from './bulk-bar'

/** The table of applications with what can be done with the chosen ones. */
export function StaffGrid({
  caption,
  path,
  address,
  columns,
  order,
  rows,
  sort,
  dense,
  matching,
  filter,
  actions,
}: {
  caption: string
  path: string
  address: string
  columns: readonly GridColumn[]
  order: readonly string[]
  rows: readonly GridRow[]
  sort: readonly SortKey[]
  dense: boolean
  matching: ApplicationPage['matching']
  filter: readonly (readonly [string, string])[]
  actions: readonly BulkAction[]
}) {
  return (
    <div className="group/grid">
      <Grid {...{ caption, path, address, columns, order, rows, sort, dense }} form={bulkForm}>
        {(chosen) => <BulkBar {...{ chosen, matching, filter, actions }} />}
      </Grid>
    </div>
  )
}
