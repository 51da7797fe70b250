import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CodeDelivery, SandboxCode } from '@/components/applicants/code-delivery'
import { DocumentTitle } from '@/components/applicants/document-title'
import { NoCodeWaiting } from '@/components/applicants/no-code-waiting'
import { VerifyForm } from '@/components/applicants/verify-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { findPendingCode } from '@/lib/features/applicants/queries'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { visitor } from '@/lib/platform/auth/current'

export const metadata: Metadata = { title: { absolute: '' } }

export default async function VerifyPage() {
  const [partner, pending, t] = await Promise.all([
    getCurrentPartner(),
    visitor().then((who) => findPendingCode(who, 'verify_email')),
    getTranslations('accounts.verify'),
  ])
  return (
    <ClientMessages also={['accounts', 'refusals', 'form']}>
      {pending ? (
        <VerifyForm
          partnerName={partner.name}
          email={pending.email}
          before={<SandboxCode code={pending.sandboxCode} />}
          delivery={<CodeDelivery delivery={pending.delivery} here="/verify" />}
        />
      ) : (
        <>
          <DocumentTitle title={t('none_title')} partnerName={partner.name} hasError={false} />
          <NoCodeWaiting
            title={t('none_title')}
            body={t('none_body')}
            href="/sign-in"
            action={t('none_action')}
          />
        </>
      )}
    </ClientMessages>
  )
}
