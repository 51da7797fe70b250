import { cx } from 'class-variance-authority'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { toneIcons, toneText } from './tone'

const edges = {
  info: 'border-s-info bg-info-soft',
  good: 'border-s-good bg-good-soft',
  warn: 'border-s-warn bg-warn-soft',
  bad: 'border-s-bad bg-bad-soft',
}

/**
 * Something to know before going on. `live` announces it when it appears: `status` politely, `alert` at once
 * (only for what the person must hear now).
 */
export function Notice({
  tone = 'info',
  title,
  live,
  children,
}: {
  tone?: keyof typeof edges
  title?: ReactNode
  live?: 'status' | 'alert'
  children?: ReactNode
}) {
  const t = useTranslations('ui')
  const Icon = toneIcons[tone]
  return (
    <div role={live} className={cx('flex gap-3 rounded border-s-4 p-4', edges[tone])}>
      <Icon aria-hidden className={cx('mt-0.5 size-5 shrink-0', toneText[tone])} />
      {/* A brand's colour is checked against the page, not against these tints: text links take the notice's own ink. */}
      <div className="flex min-w-0 flex-col gap-2 [&_p_a]:text-ink">
        <span className="sr-only">{t(`tone_${tone}`)}</span>
        {title && <p className="font-semibold">{title}</p>}
        {children}
      </div>
    </div>
  )
}

/** A remark set apart by a line, quieter than a Notice. */
export function Inset({ children }: { children: ReactNode }) {
  return <div className="border-s-4 border-line ps-4 text-muted">{children}</div>
}
