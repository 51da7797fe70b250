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
import { BadgeSymbols } from '@/components/ui/symbol-badge'
import type { SortField, SortKey } from '@/lib/domain/applications/sort'
import { GridHeader } from './grid-header'
import { PageBox, RowBox } from './grid-boxes'
import { drawCell, type GridCell } from './grid-cell'

export type GridColumn = { key: string; header: string; numeric?: boolean; sortBy?: SortField }
/** `label` names the row in its box; `cells` stand in the order of the columns shown. */
export type GridRow = { id: string; label: string; cells: readonly GridCell[] }

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
    () => helper.columns(columns.map(({ key, header }) => helper.display({ id: key, header }))),
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
  // Put together once for all rows.
  const choose = t('choose_row', { row: '~' })
  const shown = order.flatMap((key) => columnOf.get(key) ?? [])
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
        <BadgeSymbols />
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
          <tbody role="rowgroup" className={cx(body, dense ? denseCells : roomyCells)}>
            {table.getRowModel().rows.map((row) => {
              const isChosen = isAll || rowSelection[row.id] === true
              return (
                <tr key={row.id} role="row" aria-selected={isChosen}>
                  <td role="cell">
                    <RowBox
                      label={choose.replace('~', () => row.original.label)}
                      {...{ form, isChosen }}
                      value={row.id}
                      isSent={!isAll}
                      onChange={(chosen) => {
                        setAll(false)
                        row.toggleSelected(chosen)
                      }}
                    />
                  </td>
                  {shown.map(({ key, header, numeric }, at) =>
                    at === 0 ? (
                      <th key={key} scope="row" role="rowheader">
                        {drawCell(row.original.cells[at] ?? null)}
                      </th>
                    ) : (
                      <td
                        key={key}
                        role="cell"
                        data-label={header}
                        className={numeric ? 'figures sm:text-end' : undefined}
                      >
                        {drawCell(row.original.cells[at] ?? null)}
                      </td>
                    ),
                  )}
                </tr>
              )
            })}
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

// The looks of rows and cells are said once here, not with each of five hundred cells.
const body = cx(
  '[&>tr]:border-b [&>tr]:border-line [&>tr:last-child]:border-b-0 [&>tr:hover]:bg-brand-soft [&>tr[aria-selected=true]]:bg-brand-soft',
  '[&>tr>th]:text-start [&>tr>th]:font-normal',
  // On a phone a row is a block, a cell a line of its own with its column's name above what it holds.
  'max-sm:block max-sm:[&>tr]:block max-sm:[&>tr]:py-2 max-sm:[&>tr>*]:block max-sm:[&>tr>*]:px-3 max-sm:[&>tr>*]:py-1',
  'max-sm:[&_[data-label]]:before:block max-sm:[&_[data-label]]:before:text-sm max-sm:[&_[data-label]]:before:text-muted max-sm:[&_[data-label]]:before:content-[attr(data-label)]',
)
const denseCells = '[&>tr>*]:px-3 [&>tr>*]:py-1.5 [&>tr>*]:align-middle'
const roomyCells = '[&>tr>*]:px-4 [&>tr>*]:py-3 [&>tr>*]:align-top [&>tr>td:first-child]:align-middle'
