import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/applicants/sign-in-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { localPath } from '@/lib/domain/shared/local-path'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { signedIn } from '@/lib/platform/auth/current'

export const metadata: Metadata = { title: { absolute: '' } }

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const [partner, who, query] = await Promise.all([getCurrentPartner(), signedIn(), searchParams])
  const next = localPath(query.next)
  if (who) redirect(next ?? (who.kind === 'staff' ? '/staff' : '/applications'))
  return (
    <ClientMessages also={['accounts', 'refusals', 'form']}>
      <SignInForm partnerName={partner.name} next={next} />
    </ClientMessages>
  )
}
