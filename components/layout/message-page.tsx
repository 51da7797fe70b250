import type { ReactNode } from 'react'

/** A whole page that says one thing and offers what to do next: not found, not allowed, broken. */
export function MessagePage({
  title,
  body,
  actions,
  children,
}: {
  title: string
  body: ReactNode
  actions?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="measure flex flex-col items-start gap-4">
      <title>{title}</title>
      <h1 className="text-2xl sm:text-3xl">{title}</h1>
      <p className="text-lg">{body}</p>
      {children}
      {actions && <div className="mt-2 flex flex-wrap gap-3">{actions}</div>}
    </div>
  )
}
