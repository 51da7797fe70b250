import { getTranslations } from 'next-intl/server'
import { OwnAccount } from '@/components/people/own-account'
import { getOwnSecondStep, listOwnSessions } from '@/lib/features/staff/queries/members'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('security'))('account.page_title'),
})

export default async function StaffAccountPage() {
  const member = await requireStaff('applications.read', '/staff/account')
  const [sessions, secondStep] = await Promise.all([listOwnSessions(member), getOwnSecondStep(member)])
  return <OwnAccount member={member} sessions={sessions} secondStep={secondStep} />
}
