import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ClientMessages } from '@/components/layout/client-messages'
import { StaffFrame } from '@/components/layout/staff-frame'
import type { StaffSection } from '@/components/layout/staff-sidebar'
import { type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { PartnerView } from '@/lib/features/partners/queries'
import { ConsoleTools } from './console-tools'
import { StaffMenu } from './staff-menu'
import { sectionPermission } from './sections'

/** The console around a page: every place is shown, those that the role does not open say why. The sandbox stands only in one. */
export function StaffShell({
  partner,
  member,
  bell,
  children,
}: {
  partner: PartnerView
  member: { fullName: string; role: StaffRole }
  /** The way to the open alerts, for those who read them. */
  bell?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('staff')
  const sections = (Object.keys(sectionPermission) as StaffSection[]).filter(
    (section) => section !== 'sandbox' || partner.isSandbox,
  )
  const named = useTranslations('layout.section')
  const role = t(`role.${member.role}`)
  const open = sections.filter((section) => roleMay(member.role, sectionPermission[section]))
  const locked = Object.fromEntries(
    sections
      .filter((section) => !open.includes(section))
      .map((section) => [section, t('not_your_role', { role })]),
  )
  return (
    <StaffFrame
      partner={partner}
      sections={sections}
      locked={locked}
      account={<StaffMenu name={member.fullName} role={role} />}
      tools={
        <>
          <ClientMessages also={['lists']}>
            <ConsoleTools places={open.map((section) => ({ section, label: named(section) }))} />
          </ClientMessages>
          {bell}
          <span className="text-sm text-muted max-sm:hidden">{role}</span>
        </>
      }
    >
      {children}
    </StaffFrame>
  )
}
