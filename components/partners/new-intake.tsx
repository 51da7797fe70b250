import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { PageTitle } from '@/components/ui/page-title'
import type { IntakeRow } from '@/lib/features/partners/commands/intake-rows'
import { NewIntakeForm } from './new-intake-form'

/** Where an intake begins: empty, or with another one's terms. */
export function NewIntake({
  intakes,
  copyOf,
  partnerName,
}: {
  intakes: IntakeRow[]
  copyOf: string
  partnerName: string
}) {
  const t = useTranslations('admin')
  const locale = useLocale()
  return (
    <>
      <BackLink href="/staff/settings/intakes">{t('intake.back')}</BackLink>
      <PageTitle dense lead={t('new_intake.lead')}>
        {t('new_intake.title')}
      </PageTitle>
      <ClientMessages also={['admin', 'refusals', 'accounts']}>
        <NewIntakeForm
          intakes={intakes.map(({ id, code, name }) => ({
            id,
            label: t('new_intake.copy_option', { code, name: name[locale] }),
          }))}
          copyOf={copyOf}
          partnerName={partnerName}
        />
      </ClientMessages>
    </>
  )
}
