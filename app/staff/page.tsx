import { getTranslations } from 'next-intl/server'
import { StaffHome } from '@/components/partners/staff-home'
import { getApplicationCounts } from '@/lib/features/applications/queries/staff-counts'
import {
  getStaffCounts,
  listConnectionHealth,
  listRecentEvents,
} from '@/lib/features/partners/queries/staff-home'
import { countPaidButNotUnlocked } from '@/lib/features/payments/queries/staff'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('staff'))('home.page_title') })

export default async function StaffHomePage() {
  const staff = await requireStaff('applications.read', '/staff')
  const [counts, ofApplications, paidButLocked, connections, events] = await Promise.all([
    getStaffCounts(staff),
    getApplicationCounts(staff),
    countPaidButNotUnlocked(staff),
    listConnectionHealth(staff),
    listRecentEvents(staff),
  ])
  return (
    <StaffHome
      counts={{ ...counts, ...ofApplications }}
      paidButLocked={paidButLocked}
      connections={connections}
      events={events}
      role={staff.role}
    />
  )
}
