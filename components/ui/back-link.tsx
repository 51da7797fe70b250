import { ArrowLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { TextLink } from './text-link'

/** The way back, above the heading. Says “Back” unless told where to. */
export function BackLink({ href, children }: { href: string; children?: ReactNode }) {
  const t = useTranslations('ui')
  return (
    <TextLink href={href} className="mb-4 inline-flex min-h-6 items-center gap-1 text-ink!">
      <ArrowLeft aria-hidden className="size-4" />
      {children ?? t('back')}
    </TextLink>
  )
}
