import { getTranslations } from 'next-intl/server'
import { DuplicateList } from '@/components/applicants/duplicate-list'
import { suspicionStates } from '@/lib/domain/applicants/duplicate'
import { listSuspicions } from '@/lib/features/applicants/queries/duplicates'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export async function generateMetadata() {
  const t = await getTranslations('admin')
  return { title: t('duplicates.title') }
}

export default async function DuplicatesPage({ searchParams }: PageProps<'/staff/duplicates'>) {
  const staff = await requireStaff('applicants.link', '/staff/duplicates')
  const asked = await searchParams
  const state = suspicionStates.find((known) => known === asked.state) ?? 'open'
  const page = await listSuspicions(staff, { state, place: readPlace(asked) })
  return <DuplicateList page={page} state={state} />
}
