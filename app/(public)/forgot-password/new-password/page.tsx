import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CodeDelivery, SandboxCode } from '@/components/applicants/code-delivery'
import { DocumentTitle } from '@/components/applicants/document-title'
import { NewPasswordForm } from '@/components/applicants/new-password-form'
import { NoCodeWaiting } from '@/components/applicants/no-code-waiting'
import { ClientMessages } from '@/components/layout/client-messages'
import { findPendingCode } from '@/lib/features/applicants/queries'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { visitor } from '@/lib/platform/auth/current'

export const metadata: Metadata = { title: { absolute: '' } }

export default async function NewPasswordPage() {
  const [partner, pending, t] = await Promise.all([
    getCurrentPartner(),
    visitor().then((who) => findPendingCode(who, 'reset_password')),
    getTranslations('accounts'),
  ])
  const none = t('verify.none_title')
  return (
    <ClientMessages also={['accounts', 'refusals', 'form']}>
      {pending ? (
        <NewPasswordForm
          partnerName={partner.name}
          email={pending.email}
          before={<SandboxCode code={pending.sandboxCode} />}
          delivery={<CodeDelivery delivery={pending.delivery} here="/forgot-password/new-password" />}
        />
      ) : (
        <>
          <DocumentTitle title={none} partnerName={partner.name} hasError={false} />
          <NoCodeWaiting
            title={none}
            body={t('new_password.none_body')}
            href="/forgot-password"
            action={t('new_password.none_action')}
          />
        </>
      )}
    </ClientMessages>
  )
}
