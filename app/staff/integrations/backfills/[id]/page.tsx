import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { BackfillScreen } from '@/components/alerts/backfill-screen'
import { roleMay } from '@/lib/domain/partners/permissions'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findBackfill, listBackfillItems } from '@/lib/features/alerts/queries/backfill'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('alerts'))('backfill.page_title'),
})

export default async function BackfillPage({
  params,
  searchParams,
}: PageProps<'/staff/integrations/backfills/[id]'>) {
  const [{ id }, { line }] = await Promise.all([params, searchParams])
  const staff = await requireStaff(
    'integrations.read',
    `/staff/integrations/backfills/${encodeURIComponent(id)}`,
  )
  const backfill = isRowId(id) ? await findBackfill(staff, id) : null
  if (!backfill) notFound()
  const after = typeof line === 'string' && /^\d{1,6}$/.test(line) ? Number(line) : 0
  const { rows, next } = await listBackfillItems(staff, id, { after })
  const mayStop = roleMay(staff.role, 'integrations.replay')
  return <BackfillScreen backfill={backfill} items={rows} next={next} mayStop={mayStop} />
}
