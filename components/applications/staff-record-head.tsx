import { ArrowLeft } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { standingTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { TextLink } from '@/components/ui/text-link'
import type { ApplicationRecord } from '@/lib/features/applications/queries/staff-record'

/** Name, number and standing of one application, what is done with it most, and the way back to its list. */
export function StaffRecordHead({
  record: { application, applicant, standing },
  list,
  neighbours,
  actions,
}: {
  record: ApplicationRecord
  list: string
  neighbours: ReactNode
  actions: ReactNode
}) {
  const t = useTranslations('staff')
  return (
    <header className="flex flex-col gap-1">
      <div className="flex min-h-8 flex-wrap items-center justify-between gap-2">
        <TextLink
          href={list ? `/staff/applications?${list}` : '/staff/applications'}
          aria-keyshortcuts="b"
          className="inline-flex min-h-6 items-center gap-1 text-sm text-ink!"
        >
          <ArrowLeft aria-hidden className="size-4" />
          {t('record.back')}
        </TextLink>
        {neighbours}
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl">{applicant.fullName}</h1>
          <Badge tone={standingTone[standing]}>{t(`standing.${standing}`)}</Badge>
          <CopyableId value={application.number} label={t('applications.number')} />
        </div>
        <div data-commands className="flex flex-wrap items-start gap-2">
          {actions}
        </div>
      </div>
    </header>
  )
}
