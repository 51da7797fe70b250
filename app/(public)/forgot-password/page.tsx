import type { Metadata } from 'next'
import { ForgotPasswordForm } from '@/components/applicants/forgot-password-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { signedIn } from '@/lib/platform/auth/current'

export const metadata: Metadata = { title: { absolute: '' } }

export default async function ForgotPasswordPage() {
  const [partner, who] = await Promise.all([getCurrentPartner(), signedIn()])
  return (
    <ClientMessages also={['accounts', 'refusals', 'form']}>
      <ForgotPasswordForm partnerName={partner.name} email={who?.email} />
    </ClientMessages>
  )
}
