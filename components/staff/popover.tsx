import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { buttonStyle } from '@/components/ui/button'

/** A button that opens a small card below it: a native `<details>`, so it works without JavaScript. Escape shuts it. */
export function Popover({
  label,
  side = 'end',
  children,
}: {
  label: ReactNode
  /** The edge that the card keeps to. */
  side?: 'start' | 'end'
  children: ReactNode
}) {
  return (
    <details className="relative" data-popover>
      <summary
        className={cx(
          buttonStyle({ look: 'secondary', size: 'dense' }),
          'list-none [&::-webkit-details-marker]:hidden',
        )}
      >
        {label}
      </summary>
      <div
        className={cx(
          'absolute z-30 mt-1 flex max-h-[70dvh] w-80 max-w-[calc(100vw-2rem)] flex-col gap-4 overflow-y-auto rounded border border-line bg-surface-raised p-4 shadow-float max-sm:fixed max-sm:inset-x-4 max-sm:w-auto',
          side === 'end' ? 'end-0' : 'start-0',
        )}
      >
        {children}
      </div>
    </details>
  )
}
