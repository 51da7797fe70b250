import type { ReactNode } from 'react'

/** Nothing here yet: says why in a sentence and offers the one thing to do next. */
export function EmptyState({
  title,
  action,
  children,
}: {
  title: ReactNode
  action?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="flex flex-col items-start gap-3 rounded border border-dashed border-line-strong p-6">
      <p className="text-lg font-semibold">{title}</p>
      {children && <div className="measure text-muted">{children}</div>}
      {action}
    </div>
  )
}
