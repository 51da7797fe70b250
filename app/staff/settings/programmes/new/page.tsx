import { getTranslations } from 'next-intl/server'
import { ClientMessages } from '@/components/layout/client-messages'
import { ProgrammeForm } from '@/components/partners/programme-form'
import { BackLink } from '@/components/ui/back-link'
import { PageTitle } from '@/components/ui/page-title'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { requireStaff } from '@/lib/platform/auth/current'

// The form says its own title: it changes when something was not accepted.
export const metadata = { title: { absolute: '' } }

export default async function NewProgrammePage() {
  await requireStaff('intakes.manage', '/staff/settings/programmes/new')
  const [t, partner] = await Promise.all([getTranslations('admin.programme'), getCurrentPartner()])
  return (
    <>
      <BackLink href="/staff/settings/programmes">{t('back')}</BackLink>
      <PageTitle dense lead={t('new_lead')}>
        {t('new_title')}
      </PageTitle>
      <ClientMessages also={['admin', 'refusals', 'accounts']}>
        <ProgrammeForm programme={null} partnerName={partner.name} />
      </ClientMessages>
    </>
  )
}
