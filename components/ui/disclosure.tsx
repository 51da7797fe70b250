import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** More for those who want it: a native `<details>`. */
export function Disclosure({
  summary,
  open,
  children,
}: {
  summary: ReactNode
  open?: boolean
  children: ReactNode
}) {
  return (
    <details open={open} className="group">
      <summary className="inline-flex min-h-6 list-none items-center gap-1 rounded text-brand underline underline-offset-3 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        {summary}
      </summary>
      <div className="mt-2 border-s-4 border-line ps-4">{children}</div>
    </details>
  )
}
