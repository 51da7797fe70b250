import { getTranslations } from 'next-intl/server'
import { AuditLog } from '@/components/people/audit-log'
import { sameAddress } from '@/components/staff/list-address'
import { readAuditFilter } from '@/lib/domain/partners/audit'
import { listAuditActors, listAuditLog } from '@/lib/features/staff/queries/audit'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({ title: (await getTranslations('security'))('audit.title') })

export default async function AuditPage({ searchParams }: PageProps<'/staff/audit'>) {
  const raw = await searchParams
  const member = await requireStaff('audit.read', sameAddress('/staff/audit', raw))
  const filter = readAuditFilter(raw)
  const [page, actors] = await Promise.all([
    listAuditLog(member, filter, readPlace(raw)),
    listAuditActors(member),
  ])
  return <AuditLog raw={raw} filter={filter} page={page} actors={actors} />
}
