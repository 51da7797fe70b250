import Link from 'next/link'

/** The partner's name with its first letter on its colour: the way home. */
export function PartnerMark({ name, href }: { name: string; href: string }) {
  return (
    <Link
      href={href}
      className="flex min-h-11 min-w-0 items-center gap-3 rounded font-semibold text-ink no-underline"
    >
      <span
        aria-hidden
        className="flex size-9 shrink-0 items-center justify-center rounded bg-brand text-lg font-bold text-brand-ink"
      >
        {[...name.trim()][0]}
      </span>
      <span className="line-clamp-2 min-w-0 text-sm leading-snug sm:text-base">{name}</span>
    </Link>
  )
}
