import { getTranslations } from 'next-intl/server'
import { People } from '@/components/people/people'
import { listMembers, listStaffSessions } from '@/lib/features/staff/queries/members'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('security'))('people.title'),
})

export default async function PeoplePage() {
  const member = await requireStaff('staff.manage', '/staff/settings/people')
  const [members, sessions] = await Promise.all([listMembers(member), listStaffSessions(member)])
  return <People members={members} sessions={sessions} />
}
