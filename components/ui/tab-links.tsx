import { cx } from 'class-variance-authority'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** Views of one thing, each with its own address; nothing here needs JavaScript. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string
  tabs: readonly { href: string; label: ReactNode; count?: number; current?: boolean }[]
}) {
  return (
    <nav aria-label={label} className="overflow-x-auto border-b border-line">
      <ul className="flex gap-1 md:flex-wrap">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              aria-current={tab.current ? 'page' : undefined}
              className={cx(
                'inline-flex min-h-11 items-center gap-2 border-b-3 px-3 whitespace-nowrap -outline-offset-3!',
                tab.current
                  ? 'border-brand font-semibold text-ink'
                  : 'border-transparent text-muted hover:text-ink',
              )}
            >
              {tab.label}
              {tab.count !== undefined && <span className="figures text-sm text-muted">{tab.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
