import { getTranslations } from 'next-intl/server'
import { ReleaseScreen } from '@/components/decisions/release-screen'
import { roleMay } from '@/lib/domain/partners/permissions'
import { getRelease } from '@/lib/features/decisions/queries/releases'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('decisions'))('tabs.releases') })

export default async function ReleasePage({
  params,
  searchParams,
}: PageProps<'/staff/decisions/releases/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('decisions.read', `/staff/decisions/releases/${id}`)
  const from = Number((await searchParams).from ?? 0)
  const release = await getRelease(staff, id, { from: Number.isSafeInteger(from) && from > 0 ? from : 0 })
  const may = {
    release: roleMay(staff.role, 'decisions.release'),
    approve: roleMay(staff.role, 'decisions.confirm'),
  }
  return <ReleaseScreen release={release} may={may} />
}
