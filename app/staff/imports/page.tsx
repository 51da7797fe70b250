import { getTranslations } from 'next-intl/server'
import { sameAddress } from '@/components/staff/list-address'
import { ImportList } from '@/components/transfer/import-list'
import { refusalCodes } from '@/lib/domain/shared/refusals'
import { listImports } from '@/lib/features/transfer/queries/imports'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('transfer'))('import.page_title'),
})

export default async function ImportsPage({ searchParams }: PageProps<'/staff/imports'>) {
  const raw = await searchParams
  const staff = await requireStaff('applications.import', sameAddress('/staff/imports', raw))
  const refused = refusalCodes.find((code) => code === raw.refused) ?? null
  return <ImportList raw={raw} refused={refused} page={await listImports(staff, readPlace(raw))} />
}
