import { getTranslations } from 'next-intl/server'
import { Dashboard } from '@/components/dashboard/dashboard'
import { StaffHome } from '@/components/partners/staff-home'
import { getApplicationCounts } from '@/lib/features/applications/queries/staff-counts'
import {
  getStaffCounts,
  listConnectionHealth,
  listRecentEvents,
} from '@/lib/features/partners/queries/staff-home'
import { listDays, listDeadlines, listStretches } from '@/lib/features/dashboard/queries/course-of-time'
import { getFigures } from '@/lib/features/dashboard/queries/figures'
import { countPaidButNotUnlocked } from '@/lib/features/payments/queries/staff'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('staff'))('home.page_title') })

export default async function StaffHomePage() {
  const staff = await requireStaff('applications.read', '/staff')
  const [counts, ofApplications, paidButLocked, connections, events, figures, days, stretches, deadlines] =
    await Promise.all([
      getStaffCounts(staff),
      getApplicationCounts(staff),
      countPaidButNotUnlocked(staff),
      listConnectionHealth(staff),
      listRecentEvents(staff),
      getFigures(staff),
      listDays(staff),
      listStretches(staff),
      listDeadlines(staff),
    ])
  const role = (await getTranslations('staff'))(`role.${staff.role}`)
  return (
    <StaffHome
      counts={{ ...counts, ...ofApplications }}
      paidButLocked={paidButLocked}
      connections={connections}
      events={events}
      role={staff.role}
    >
      <Dashboard figures={figures} days={days} stretches={stretches} deadlines={deadlines} role={role} />
    </StaffHome>
  )
}
