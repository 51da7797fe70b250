import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { PublishScreen } from '@/components/partners/publish-screen'
import { reaches } from '@/lib/domain/partners/terms'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findIntakePage } from '@/lib/features/partners/queries/intakes'
import { findWhatIf } from '@/lib/features/partners/queries/what-if'
import { requireStaff } from '@/lib/platform/auth/current'

export async function generateMetadata() {
  const t = await getTranslations('admin')
  return { title: t('intake.tab.publish') }
}

export default async function PublishPage({
  params,
  searchParams,
}: PageProps<'/staff/settings/intakes/[id]/publish'>) {
  const [{ id }, asked] = await Promise.all([params, searchParams])
  const staff = await requireStaff(
    'intakes.manage',
    `/staff/settings/intakes/${encodeURIComponent(id)}/publish`,
  )
  const chosen = reaches.filter((reach) => [asked.reaches].flat().includes(reach))
  const [page, whatIf] = await Promise.all([
    isRowId(id) ? findIntakePage(staff, id) : null,
    isRowId(id) ? findWhatIf(staff, id, chosen) : null,
  ])
  if (!page) notFound()
  return <PublishScreen {...{ page, whatIf, chosen }} />
}
