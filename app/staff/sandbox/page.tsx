import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { StaffSandbox } from '@/components/sandbox/staff-sandbox'
import { findStaffPanel } from '@/lib/features/sandbox/queries/staff-panel'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('sandbox'))('page_title') })

export default async function StaffSandboxPage() {
  const staff = await requireStaff('sandbox.use', '/staff/sandbox')
  const panel = await findStaffPanel(staff)
  if (!panel) notFound()
  return <StaffSandbox panel={panel} />
}
