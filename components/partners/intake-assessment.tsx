import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { PageTitle } from '@/components/ui/page-title'
import type { IntakeAssessment } from '@/lib/features/partners/queries/connection'
import { IntakeAssessmentForm } from './intake-assessment-form'

/** The assessment of one intake, to look at and to change. */
export function IntakeAssessmentScreen({
  intake: { name, ...intake },
  partnerName,
}: {
  intake: IntakeAssessment
  partnerName: string
}) {
  const t = useTranslations('connections')
  const locale = useLocale()
  return (
    <ClientMessages also={['connections', 'refusals', 'accounts']}>
      <BackLink href="/staff/settings">{t('back')}</BackLink>
      <PageTitle dense caption={intake.code} lead={t('intake.lead')}>
        {t('intake.title', { name: name[locale] })}
      </PageTitle>
      <p className="mb-4 text-sm text-muted">{t('intake.begun', { count: intake.attemptsBegun })}</p>
      <IntakeAssessmentForm intake={intake} partnerName={partnerName} />
    </ClientMessages>
  )
}
