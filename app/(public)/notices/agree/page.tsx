import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { AgreeForm } from '@/components/applicants/agree-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { noticeVersion } from '@/lib/domain/applicants/notice'
import { localPath } from '@/lib/domain/shared/local-path'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { signedIn } from '@/lib/platform/auth/current'

export const metadata: Metadata = { title: { absolute: '' } }

export default async function AgreePage({ searchParams }: PageProps<'/notices/agree'>) {
  const [partner, who, query] = await Promise.all([getCurrentPartner(), signedIn(), searchParams])
  const next = localPath(query.next)
  if (!who) redirect('/sign-in')
  if (who.kind !== 'applicant' || who.hasAgreed) redirect(next ?? '/')
  return (
    <ClientMessages also={['accounts', 'refusals', 'form']}>
      <AgreeForm partnerName={partner.name} noticeVersion={noticeVersion} next={next} />
    </ClientMessages>
  )
}
