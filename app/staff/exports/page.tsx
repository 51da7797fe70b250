import { getTranslations } from 'next-intl/server'
import { sameAddress } from '@/components/staff/list-address'
import { ExportScreen } from '@/components/transfer/export-screen'
import { readApplicationFilter, writeApplicationFilter } from '@/lib/domain/applications/filter'
import { countExport, listExports } from '@/lib/features/transfer/queries/exports'
import { readExportIds } from '@/lib/features/transfer/schema'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('transfer'))('export.page_title'),
})

export default async function ExportsPage({ searchParams }: PageProps<'/staff/exports'>) {
  const raw = await searchParams
  const staff = await requireStaff('applications.export', sameAddress('/staff/exports', raw))
  const ids = readExportIds(new URLSearchParams(typeof raw.ids === 'string' ? { ids: raw.ids } : {}))
  const query = ids
    ? new URLSearchParams({ ids: ids.join(',') })
    : writeApplicationFilter(readApplicationFilter(raw))
  const [matching, page] = await Promise.all([countExport(staff, query), listExports(staff, readPlace(raw))])
  return (
    <ExportScreen aim={{ fields: [...query], isChoice: ids !== null, ...matching }} page={page} raw={raw} />
  )
}
