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
 * A real table: caption, headers, one row header per row (the first column). Scrolls sideways inside itself on a phone.
 * `caption` is always read out; `captionHidden` takes it off the screen.
 */
export function DataTable<Row>({
  caption,
  captionHidden = false,
  columns,
  rows,
  rowKey,
  dense = false,
  empty,
}: {
  caption: string
  captionHidden?: boolean
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  dense?: boolean
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
      <table className={cx('w-full border-collapse text-start', dense && 'text-sm')}>
        <caption className={captionHidden ? 'sr-only' : cx('text-start font-semibold', pad)}>
          {caption}
        </caption>
        <thead>
          <tr className="border-b border-line-strong">
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
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
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} className="border-b border-line last:border-b-0 hover:bg-brand-soft">
              {columns.map((column, index) => {
                const Cell = index === 0 ? 'th' : 'td'
                return (
                  <Cell
                    key={column.key}
                    scope={index === 0 ? 'row' : undefined}
                    className={cx(
                      pad,
                      dense ? 'align-middle' : 'align-top',
                      'font-normal',
                      column.numeric ? 'figures text-end' : 'text-start',
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
