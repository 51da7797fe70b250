import type { ReactNode } from 'react'
import { AlertBell } from '@/components/alerts/alert-bell'
import { ApplicantFrame } from '@/components/layout/applicant-frame'
import { OwnMenu } from '@/components/layout/own-menu'
import { StaffShell } from '@/components/staff/staff-shell'
import { roleMay } from '@/lib/domain/partners/permissions'
import { countOpenAlerts } from '@/lib/features/alerts/queries/alerts'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import { signedIn } from '@/lib/platform/auth/current'

// Draws the frame only and protects nothing: every page below asks for its member of staff itself.
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const [partner, who] = await Promise.all([getCurrentPartner(), signedIn()])
  if (who?.kind === 'staff')
    return (
      <StaffShell
        partner={partner}
        member={{ fullName: who.fullName, role: who.role }}
        bell={await bellOf(who)}
      >
        {children}
      </StaffShell>
    )
  return (
    <ApplicantFrame partner={partner} account={who && <OwnMenu name={who.fullName} kind={who.kind} />}>
      {children}
    </ApplicantFrame>
  )
}

/** How many alerts stand open, for those whose role reads them. */
async function bellOf(who: Staff): Promise<ReactNode> {
  if (!roleMay(who.role, 'alerts.read')) return null
  // The role was asked a line ago: the proof names what it holds.
  return <AlertBell count={await countOpenAlerts(who as Staff<'alerts.read'>)} />
}
