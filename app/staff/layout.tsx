import type { ReactNode } from 'react'
import { ApplicantFrame } from '@/components/layout/applicant-frame'
import { OwnMenu } from '@/components/layout/own-menu'
import { StaffShell } from '@/components/staff/staff-shell'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { signedIn } from '@/lib/platform/auth/current'

// Draws the frame only and protects nothing: every page below asks for its member of staff itself.
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [partner, who] = await Promise.all([getCurrentPartner(), signedIn()])
  if (who?.kind === 'staff')
    return (
      <StaffShell partner={partner} member={{ fullName: who.fullName, role: who.role }}>
        {children}
      </StaffShell>
    )
  return (
    <ApplicantFrame partner={partner} account={who && <OwnMenu name={who.fullName} kind={who.kind} />}>
      {children}
    </ApplicantFrame>
  )
}
