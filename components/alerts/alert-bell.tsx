import { Bell } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'

/** The way to the inbox, with how many alerts are not closed. */
export function AlertBell({ count }: { count: number }) {
  const t = useTranslations('alerts')
  return (
    <Link
      href="/staff/alerts"
      aria-label={t('bell', { count })}
      title={t('bell', { count })}
      className="relative inline-flex size-11 items-center justify-center rounded text-ink hover:bg-brand-soft"
    >
      <Bell aria-hidden className="size-5" />
      {count > 0 && (
        <span
          aria-hidden
          className="figures absolute end-0.5 top-0.5 min-w-5 rounded-full border border-bad bg-bad-soft px-1 text-center text-xs font-semibold text-bad"
        >
          {count > 99 ? '99+' : count}
        </span>
      )}
    </Link>
  )
}
