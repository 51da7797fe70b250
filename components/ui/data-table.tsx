import { cx } from 'class-variance-authority'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'

export type Column<Row> = {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Right-aligned tabular figures. */
  numeric?: boolean
  /** The address that sorts by this column, and how it is sorted now. */
  sort?: { href: string; now?: 'ascending' | 'descending' }
}

/**
 * A real table: caption, headers, one row header per row (the first column). On a phone it scrolls sideways inside itself,
 * or, where `stacks` says so, every row becomes a block of labelled lines; the roles keep it a table for whoever hears it.
 * `caption` is always read out; `captionHidden` takes it off the screen.
 */
export function DataTable<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  dense = false,
  stacks = false,
  empty,
}: {
  caption: string
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  dense?: boolean
  /** For tables that hold sentences or controls. Its headers are then words: nothing sorts where they do not show. */
  stacks?: boolean
  /** Shown instead of the table when there are no rows. */
  empty?: ReactNode
}) {
  if (rows.length === 0 && empty !== undefined) return empty
  const pad = dense ? 'px-3 py-1.5' : 'px-4 py-3'
  return (
    <div
      role="region"
      aria-label={caption}
      tabIndex={0}
      className="relative overflow-x-auto rounded border border-line bg-surface-raised"
    >
      <table
        role="table"
        className={cx('w-full border-collapse text-start', dense && 'text-sm', stacks && 'max-sm:block')}
      >
        <caption
          className={
            captionHidden ? 'sr-only' : cx('text-start font-semibold', pad, stacks && 'max-sm:block')
          }
        >
          {caption}
        </caption>
        <thead role="rowgroup" className={stacks ? 'max-sm:sr-only' : undefined}>
          <tr role="row" className="border-b border-line-strong">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                role="columnheader"
                aria-sort={column.sort?.now}
                className={cx(
                  pad,
                  'text-sm font-semibold whitespace-nowrap text-muted',
                  column.numeric ? 'text-end' : 'text-start',
                )}
              >
                {column.sort ? <SortLink {...column.sort}>{column.header}</SortLink> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className={stacks ? 'max-sm:block' : undefined}>
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className={cx(
                'border-b border-line last:border-b-0 hover:bg-brand-soft',
                stacks && 'max-sm:block max-sm:py-2',
              )}
            >
              {columns.map((column, index) => {
                const Cell = index === 0 ? 'th' : 'td'
                return (
                  <Cell
                    key={column.key}
                    scope={index === 0 ? 'row' : undefined}
                    role={index === 0 ? 'rowheader' : 'cell'}
                    data-label={
                      stacks && index > 0 && typeof column.header === 'string' ? column.header : undefined
                    }
                    className={cx(
                      pad,
                      dense ? 'align-middle' : 'align-top',
                      'font-normal',
                      column.numeric ? 'figures text-end' : 'text-start',
                      stacks && stacked,
                    )}
                  >
                    {column.cell(row)}
                  </Cell>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A cell as a line of its own, its column's name above what it holds. */
const stacked =
  'max-sm:block max-sm:px-3 max-sm:py-1 max-sm:text-start max-sm:before:block max-sm:before:text-sm max-sm:before:text-muted max-sm:before:content-[attr(data-label)]'

function SortLink({
  href,
  now,
  children,
}: {
  href: string
  now?: 'ascending' | 'descending'
  children: ReactNode
}) {
  const t = useTranslations('ui')
  const Arrow = now === 'descending' ? ArrowDown : ArrowUp
  return (
    <Link
      href={href}
      scroll={false}
      className="inline-flex items-center gap-1 underline-offset-3 hover:text-ink hover:underline"
    >
      {children}
      {now && <Arrow aria-hidden className="size-3.5" />}
      {now && (
        <span className="sr-only">({t(now === 'ascending' ? 'sorted_ascending' : 'sorted_descending')})</span>
      )}
    </Link>
  )
}
