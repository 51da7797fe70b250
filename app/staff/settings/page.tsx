import { getTranslations } from 'next-intl/server'
import { StaffSettings } from '@/components/partners/staff-settings'
import { getPartnerSettings } from '@/lib/features/partners/queries/settings'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('settings.page_title'),
})

export default async function StaffSettingsPage() {
  const staff = await requireStaff('settings.manage', '/staff/settings')
  return <StaffSettings settings={await getPartnerSettings(staff)} />
}
