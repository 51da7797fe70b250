import { cx } from 'class-variance-authority'
import { LockKeyhole } from 'lucide-react'
import Link from 'next/link'
import { toneIcons, toneText, type Tone } from '@/components/ui/tone'

/** A number that leads to what it counts. Without an address it is shut and says why. */
export function CountCard({
  label,
  count,
  href,
  tone = 'neutral',
  locked,
}: {
  label: string
  count: number | null
  href: string
  tone?: Tone
  locked?: string
}) {
  const Icon = toneIcons[tone]
  const box = 'flex flex-col gap-1 rounded border border-line bg-surface-raised p-4 text-ink no-underline'
  if (locked || count === null)
    return (
      <div className={cx(box, 'text-muted!')}>
        <span className="text-sm">{label}</span>
        <span className="flex items-center gap-2 text-sm">
          <LockKeyhole aria-hidden className="size-4 shrink-0" />
          {locked}
        </span>
      </div>
    )
  return (
    <Link href={href} className={cx(box, 'hover:border-line-strong hover:bg-brand-soft')}>
      <span className="text-sm text-muted">{label}</span>
      <span className="figures flex items-center gap-2 text-2xl font-semibold">
        {count}
        {tone !== 'neutral' && <Icon aria-hidden className={cx('size-5', toneText[tone])} />}
      </span>
    </Link>
  )
}
