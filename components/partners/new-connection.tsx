import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { BackLink } from '@/components/ui/back-link'
import { PageTitle } from '@/components/ui/page-title'
import type { ProviderChoice } from '@/lib/features/partners/queries/connection'
import { NewConnectionForm } from './new-connection-form'

/** Where a connection begins: which outside system, under which name. */
export function NewConnection({ choices, partnerName }: { choices: ProviderChoice[]; partnerName: string }) {
  const t = useTranslations('connections')
  const staff = useTranslations('staff')
  return (
    <ClientMessages also={['connections', 'refusals', 'accounts']}>
      <BackLink href="/staff/settings">{t('back')}</BackLink>
      <PageTitle dense lead={t('new.lead')}>
        {t('new.title')}
      </PageTitle>
      <NewConnectionForm
        partnerName={partnerName}
        choices={choices.map(({ value, label, kind }) => ({
          value,
          label,
          hint: staff(`connection_kind.${kind}`),
        }))}
      />
    </ClientMessages>
  )
}
