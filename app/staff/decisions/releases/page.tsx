import { getTranslations } from 'next-intl/server'
import { Releases } from '@/components/decisions/releases'
import { roleMay } from '@/lib/domain/partners/permissions'
import { listReleases } from '@/lib/features/decisions/queries/releases'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('decisions'))('tabs.releases') })

export default async function ReleasesPage() {
  const staff = await requireStaff('decisions.read', '/staff/decisions/releases')
  return <Releases {...await listReleases(staff)} mayPlan={roleMay(staff.role, 'decisions.release')} />
}
