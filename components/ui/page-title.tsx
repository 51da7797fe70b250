import type { ReactNode } from 'react'

/** The page's h1. `caption` stands above it (an application number, a section), `lead` below, `actions` beside. */
export function PageTitle({
  caption,
  lead,
  actions,
  children,
}: {
  caption?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <header className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="flex min-w-0 flex-col gap-1">
        {caption && <p className="text-muted">{caption}</p>}
        <h1 className="text-2xl sm:text-3xl">{children}</h1>
        {lead && <p className="measure mt-2 text-lg text-muted">{lead}</p>}
      </div>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </header>
  )
}
