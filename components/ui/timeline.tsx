import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { Instant } from './instant'
import { toneIcons, toneText, type Tone } from './tone'

export type TimelineEntry = {
  key: string
  at: Date
  title: ReactNode
  by?: ReactNode
  tone?: Tone
  children?: ReactNode
}

/** What happened, newest or oldest first as handed in: when, what, by whom. */
export function Timeline({ entries, label }: { entries: readonly TimelineEntry[]; label: string }) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {entries.map(({ key, at, title, by, tone = 'neutral', children }) => {
        const Icon = toneIcons[tone]
        return (
          <li
            key={key}
            className="relative grid grid-cols-[1.5rem_1fr] gap-x-3 pb-6 last:pb-0 not-last:before:absolute not-last:before:start-[0.7rem] not-last:before:top-6 not-last:before:bottom-0 not-last:before:border-s not-last:before:border-line"
          >
            <Icon aria-hidden className={cx('mt-0.5 size-5 justify-self-center', toneText[tone])} />
            <div className="flex min-w-0 flex-col gap-1">
              <p className="font-semibold">{title}</p>
              <p className="text-sm text-muted">
                <Instant at={at} />
                {by && <> · {by}</>}
              </p>
              {children}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
