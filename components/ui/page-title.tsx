import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'

/**
 * The page's h1. `caption` stands above it (an application number, a section), `lead` below, `actions` beside;
 * `dense` is for the staff console.
 */
export function PageTitle({
  caption,
  lead,
  actions,
  dense = false,
  children,
}: {
  caption?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  dense?: boolean
  children: ReactNode
}) {
  return (
    <header
      className={cx('flex flex-wrap items-start justify-between gap-x-6 gap-y-3', dense ? 'mb-4' : 'mb-8')}
    >
      <div className="flex min-w-0 flex-col gap-1">
        {caption && <p className={cx('text-muted', dense && 'text-sm')}>{caption}</p>}
        <h1 className={dense ? 'text-xl' : 'text-2xl sm:text-3xl'}>{children}</h1>
        {lead && <p className={cx('measure text-muted', dense ? 'text-sm' : 'mt-2 text-lg')}>{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}
