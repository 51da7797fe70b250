'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { Radios } from '@/components/ui/radios'
import { SubmitButton } from '@/components/ui/submit-button'
import { chooseNews } from '@/lib/features/outreach/actions'

/** Whether the applicant wants news: nothing is ticked until they say. Works without JavaScript. */
export function NewsChoice({ wantsNews }: { wantsNews: boolean | null }) {
  const t = useTranslations('outreach.news')
  const { submit, isDone, errorOf, lines } = useStaffForm(chooseNews, 'outreach.errors')
  const chosen = wantsNews === null ? undefined : wantsNews ? 'yes' : 'no'
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-xl">{t('title')}</h2>
      <ErrorSummary errors={lines} />
      {isDone && (
        <Notice tone="good" live="status">
          <p>{t('saved')}</p>
        </Notice>
      )}
      <form action={submit} noValidate className="flex flex-col items-start gap-4">
        <Radios
          key={chosen}
          name="wantsNews"
          label={t('body')}
          error={errorOf('wantsNews')}
          defaultValue={chosen}
          options={[
            { value: 'yes', label: t('yes') },
            { value: 'no', label: t('no') },
          ]}
        />
        <SubmitButton look="secondary">{t('save')}</SubmitButton>
      </form>
    </section>
  )
}
