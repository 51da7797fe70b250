import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { RegisterForm } from '@/components/applicants/register-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import { localPath } from '@/lib/domain/shared/local-path'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { signedIn } from '@/lib/platform/auth/current'

export const metadata: Metadata = { title: { absolute: '' } }

export default async function RegisterPage({ searchParams }: PageProps<'/register'>) {
  const [partner, who, query] = await Promise.all([getCurrentPartner(), signedIn(), searchParams])
  const next = localPath(query.next)
  if (who?.kind === 'applicant') redirect(next ?? '/applications')
  return (
    <ClientMessages also={['accounts', 'refusals', 'form']}>
      <RegisterForm partnerName={partner.name} noticeVersion={noticeVersion} next={next} />
    </ClientMessages>
  )
}
