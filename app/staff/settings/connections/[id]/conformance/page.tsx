import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { ConformanceScreen } from '@/components/partners/conformance-screen'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findConnectionConformance } from '@/lib/features/partners/queries/conformance'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/settings/connections/[id]/conformance'>

export async function generateMetadata({ params }: Props) {
  const conformance = await find((await params).id)
  return {
    title: (await getTranslations('connections.conformance'))('page_title', { label: conformance.label }),
  }
}

export default async function ConformancePage({ params }: Props) {
  return <ConformanceScreen conformance={await find((await params).id)} />
}

async function find(id: string) {
  const path = `/staff/settings/connections/${encodeURIComponent(id)}/conformance`
  const staff = await requireStaff('settings.manage', path)
  const conformance = isRowId(id) ? await findConnectionConformance(staff, id) : null
  return conformance ?? notFound()
}
