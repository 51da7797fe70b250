import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { ImportScreen } from '@/components/transfer/import-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findImport, listImportPage } from '@/lib/features/transfer/queries/imports'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/imports/[id]'>

export async function generateMetadata({ params }: Props) {
  const { run } = await find((await params).id)
  return { title: (await getTranslations('transfer'))('import.one_page_title', { file: run.fileName }) }
}

export default async function ImportPage({ params, searchParams }: Props) {
  const [{ id }, raw] = await Promise.all([params, searchParams])
  const { staff, run } = await find(id)
  const rows = await listImportPage(staff, id, raw)
  return <ImportScreen run={run} rows={rows} isRemapping={raw.columns === '1'} />
}

async function find(id: string) {
  const staff = await requireStaff('applications.import', `/staff/imports/${encodeURIComponent(id)}`)
  const run = isRowId(id) ? await findImport(staff, id) : null
  return run ? { staff, run } : notFound()
}
