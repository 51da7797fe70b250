import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { VersionsScreen } from '@/components/partners/versions-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findVersions } from '@/lib/features/partners/queries/intakes'
import { requireStaff } from '@/lib/platform/auth/current'

export async function generateMetadata() {
  const t = await getTranslations('admin')
  return { title: t('intake.tab.versions') }
}

export default async function VersionsPage({
  params,
  searchParams,
}: PageProps<'/staff/settings/intakes/[id]/versions'>) {
  const [{ id }, asked] = await Promise.all([params, searchParams])
  const staff = await requireStaff(
    'intakes.manage',
    `/staff/settings/intakes/${encodeURIComponent(id)}/versions`,
  )
  const between = [asked.before, asked.after].map(Number)
  const page = isRowId(id) ? await findVersions(staff, id, between) : null
  if (!page) notFound()
  return <VersionsScreen page={page} />
}
