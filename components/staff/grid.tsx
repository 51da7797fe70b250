'use client'

import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  type RowSelectionState,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { cx } from 'class-variance-authority'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo, useState } from 'react'
import type { SortField, SortKey } from '@/lib/domain/applications/sort'
import { GridHeader } from './grid-header'
import { PageBox, RowBox } from './grid-boxes'

export type GridColumn = { key: string; header: string; numeric?: boolean; sortBy?: SortField }
/** `label` names the row in its box; a cell is drawn by the server, by its column's key. */
export type GridRow = { id: string; label: string; cells: Record<string, ReactNode> }

const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
})
const helper = createColumnHelper<typeof features, GridRow>()
const noRows: RowSelectionState = {}

/**
 * A table over rows that the server has filtered, sorted and cut: it orders and hides columns, sorts by several of them
 * (Shift adds), and lets rows be chosen, also over several pages. On a phone every row is a block of labelled lines.
 * `children` is drawn below with what is chosen. Boxes are sent with the form named `form`.
 */
export function Grid({
  caption,
  path,
  address,
  columns,
  order,
  rows,
  sort,
  dense,
  form,
  children,
}: {
  caption: string
  path: string
  /** The list's address behind the `?`, without a page's place. */
  address: string
  columns: readonly GridColumn[]
  /** Keys of the columns shown, in order. */
  order: readonly string[]
  rows: readonly GridRow[]
  sort: readonly SortKey[]
  dense: boolean
  form: string
  children: (chosen: Chosen) => ReactNode
}) {
  const t = useTranslations('lists')
  const [rowSelection, setRowSelection] = useState<RowSelectionState>(noRows)
  const [isAll, setAll] = useState(false)
  const data = useMemo(() => [...rows], [rows])
  const definitions = useMemo(
    () =>
      helper.columns(
        columns.map(({ key, header }) =>
          helper.display({ id: key, header, cell: ({ row }) => row.original.cells[key] }),
        ),
      ),
    [columns],
  )
  const table = useTable({
    features,
    columns: definitions,
    data,
    getRowId: (row) => row.id,
    manualSorting: true,
    state: {
      rowSelection,
      sorting: sort.map(({ by, isDescending }) => ({ id: by, desc: isDescending })),
      columnOrder: [...order],
      columnVisibility: Object.fromEntries(columns.map(({ key }) => [key, order.includes(key)])),
    },
    onRowSelectionChange: setRowSelection,
  })
  const clear = () => {
    setRowSelection(noRows)
    setAll(false)
  }
  const columnOf = new Map(columns.map((column) => [column.key, column]))
  const pad = dense ? 'px-3 py-1.5' : 'px-4 py-3'
  const ids = Object.keys(rowSelection).filter((id) => rowSelection[id])
  const here = new Set(rows.map(({ id }) => id))
  return (
    <>
      <div
        role="region"
        aria-label={caption}
        tabIndex={0}
        className="relative overflow-x-auto rounded border border-line bg-surface-raised"
      >
        <table
          role="table"
          className={cx('w-full border-collapse text-start max-sm:block', dense && 'text-sm')}
        >
          <caption className="sr-only">{caption}</caption>
          <thead role="rowgroup" className="max-sm:sr-only">
            {table.getHeaderGroups().map((group) => (
              <tr key={group.id} role="row" className="border-b border-line-strong">
                <th scope="col" role="columnheader" className={cx(pad, 'w-8')}>
                  <PageBox
                    label={t('choose_page')}
                    isAll={isAll || table.getIsAllRowsSelected()}
                    isSome={table.getIsSomeRowsSelected()}
                    onChange={(chosen) => {
                      setAll(false)
                      table.toggleAllRowsSelected(chosen)
                    }}
                  />
                </th>
                {group.headers.map((header) => {
                  const column = columnOf.get(header.column.id)
                  return (
                    column && (
                      <GridHeader key={header.id} {...{ column, sort, path, address }} className={pad}>
                        <table.FlexRender header={header} />
                      </GridHeader>
                    )
                  )
                })}
              </tr>
            ))}
          </thead>
          <tbody role="rowgroup" className="max-sm:block">
            {table.getRowModel().rows.map((row) => (
              <tr
                key={row.id}
                role="row"
                aria-selected={isAll || row.getIsSelected()}
                className="border-b border-line last:border-b-0 hover:bg-brand-soft aria-selected:bg-brand-soft max-sm:block max-sm:py-2"
              >
                <td role="cell" className={cx(pad, 'align-middle max-sm:block max-sm:px-3 max-sm:py-1')}>
                  <RowBox
                    label={t('choose_row', { row: row.original.label })}
                    {...{ form }}
                    value={row.id}
                    isChosen={isAll || row.getIsSelected()}
                    isSent={!isAll}
                    onChange={(chosen) => {
                      setAll(false)
                      row.toggleSelected(chosen)
                    }}
                  />
                </td>
                {row.getVisibleCells().map((cell, at) => {
                  const Cell = at === 0 ? 'th' : 'td'
                  const column = columnOf.get(cell.column.id)
                  return (
                    <Cell
                      key={cell.id}
                      scope={at === 0 ? 'row' : undefined}
                      role={at === 0 ? 'rowheader' : 'cell'}
                      data-label={at === 0 ? undefined : column?.header}
                      className={cx(
                        pad,
                        dense ? 'align-middle' : 'align-top',
                        'font-normal',
                        column?.numeric ? 'figures text-end' : 'text-start',
                        stacked,
                      )}
                    >
                      <table.FlexRender cell={cell} />
                    </Cell>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {children({
        ids,
        elsewhere: ids.filter((id) => !here.has(id)),
        isAll,
        isWholePage: rows.length > 0 && table.getIsAllRowsSelected(),
        chooseAll: () => setAll(true),
        clear,
      })}
    </>
  )
}

export type Chosen = {
  ids: string[]
  /** Those chosen on other pages. */
  elsewhere: string[]
  /** Not these rows but all that match the filter. */
  isAll: boolean
  isWholePage: boolean
  chooseAll: () => void
  clear: () => void
}

/** A cell as a line of its own, its column's name above what it holds. */
const stacked =
  'max-sm:block max-sm:px-3 max-sm:py-1 max-sm:text-start max-sm:before:block max-sm:before:text-sm max-sm:before:text-muted max-sm:before:content-[attr(data-label)]'
