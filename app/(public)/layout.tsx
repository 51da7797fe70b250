import type { ReactNode } from 'react'
import { ApplicantFrame } from '@/components/layout/applicant-frame'
import { OwnMenu } from '@/components/layout/own-menu'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { signedIn } from '@/lib/platform/auth/current'

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const [partner, who] = await Promise.all([getCurrentPartner(), signedIn()])
  return (
    <ApplicantFrame partner={partner} account={who && <OwnMenu name={who.fullName} kind={who.kind} />}>
      {children}
    </ApplicantFrame>
  )
}
