import { ChevronDown, UserRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'

/** Who is signed in, their own pages, and the way out. `signOut` is the form that signs out. Works without JavaScript. */
export function AccountMenu({
  name,
  links,
  signOut,
}: {
  name: string
  links: readonly { href: string; label: string }[]
  signOut: ReactNode
}) {
  const t = useTranslations('layout')
  return (
    <details className="group relative">
      <summary className="inline-flex min-h-11 list-none items-center gap-2 rounded px-2 font-semibold hover:bg-brand-soft [&::-webkit-details-marker]:hidden">
        <UserRound aria-hidden className="size-5" />
        <span className="sr-only">{t('account')}: </span>
        <span className="max-w-40 truncate max-sm:sr-only">{name}</span>
        <ChevronDown aria-hidden className="size-4 transition-transform group-open:rotate-180" />
      </summary>
      <div className="absolute end-0 z-40 mt-1 flex w-56 flex-col rounded border border-line bg-surface-raised p-2 shadow-float">
        <p className="truncate px-3 py-2 text-sm text-muted sm:hidden">{name}</p>
        {links.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            className="flex min-h-11 items-center rounded px-3 text-ink no-underline hover:bg-brand-soft"
          >
            {label}
          </Link>
        ))}
        <div className="mt-1 border-t border-line pt-1">{signOut}</div>
      </div>
    </details>
  )
}
