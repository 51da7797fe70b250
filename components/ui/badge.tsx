import { cx } from 'class-variance-authority'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { toneFill, toneIcons, type Tone } from './tone'

/** The classes of a badge's box. */
export const badgeLook = (tone: Tone): string =>
  cx(
    'inline-flex items-center gap-1 rounded border px-2 py-0.5 text-sm font-semibold whitespace-nowrap',
    toneFill[tone],
  )

/** A status: one word with its icon. `icon` replaces the tone's own. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
}: {
  tone?: Tone
  icon?: LucideIcon
  children: ReactNode
}) {
  const Icon = icon ?? toneIcons[tone]
  return (
    <span className={badgeLook(tone)}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      {children}
    </span>
  )
}
