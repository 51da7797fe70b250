import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ButtonLink } from './button'

/** Keyset pages: only before and after exist. `children` says what is shown (“1 to 50 of 1,240”). */
export function Pagination({
  previousHref,
  nextHref,
  of,
  children,
}: {
  previousHref?: string
  nextHref?: string
  /** What is paged, where one page holds several lists. */
  of?: string
  children?: ReactNode
}) {
  const t = useTranslations('ui')
  if (!previousHref && !nextHref && !children) return null
  return (
    <nav
      aria-label={of ? `${t('pages')}: ${of}` : t('pages')}
      className="flex flex-wrap items-center gap-3 py-3"
    >
      {previousHref && (
        <ButtonLink look="secondary" size="dense" rel="prev" href={previousHref}>
          {t('previous')}
        </ButtonLink>
      )}
      {nextHref && (
        <ButtonLink look="secondary" size="dense" rel="next" href={nextHref}>
          {t('next')}
        </ButtonLink>
      )}
      {children && <span className="figures text-sm text-muted">{children}</span>}
    </nav>
  )
}
