import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { recordAddress } from '@/components/staff/list-address'
import type { Neighbour } from '@/lib/features/applications/queries/neighbours'

/** The way to the applications before and after this one, in the list one came from. */
export function StaffNeighbours({
  previous,
  next,
  list,
}: {
  previous: Neighbour | null
  next: Neighbour | null
  list: string
}) {
  const t = useTranslations('staff.record')
  return (
    <nav aria-label={t('neighbours')} className="flex gap-2">
      {previous && (
        <ButtonLink
          look="secondary"
          size="dense"
          rel="prev"
          aria-keyshortcuts="["
          href={recordAddress(previous.number, list)}
          title={previous.fullName}
        >
          <ChevronLeft aria-hidden className="size-4" />
          {t('previous')}
        </ButtonLink>
      )}
      {next && (
        <ButtonLink
          look="secondary"
          size="dense"
          rel="next"
          aria-keyshortcuts="]"
          href={recordAddress(next.number, list)}
          title={next.fullName}
        >
          {t('next')}
          <ChevronRight aria-hidden className="size-4" />
        </ButtonLink>
      )}
    </nav>
  )
}
