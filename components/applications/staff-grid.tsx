'use client'

import { useMemo } from 'react'
import { Grid, type GridColumn } from '@/components/staff/grid'
import { type PackedRows, unpackRows } from '@/components/staff/grid-rows'
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
  rows: PackedRows
  sort: readonly SortKey[]
  dense: boolean
  matching: ApplicationPage['matching']
  filter: readonly (readonly [string, string])[]
  actions: readonly BulkAction[]
}) {
  const unpacked = useMemo(() => unpackRows(rows), [rows])
  return (
    <div className="group/grid">
      <Grid {...{ caption, path, address, columns, order, sort, dense }} rows={unpacked} form={bulkForm}>
        {(chosen) => <BulkBar {...{ chosen, matching, filter, actions }} />}
      </Grid>
    </div>
  )
}
