import { getTranslations } from 'next-intl/server'
import { BackfillList } from '@/components/alerts/backfill-list'
import { sameAddress } from '@/components/staff/list-address'
import { roleMay } from '@/lib/domain/partners/permissions'
import {
  estimateBackfill,
  listBackfillConnections,
  listBackfills,
} from '@/lib/features/alerts/queries/backfill'
import { startBackfillInput } from '@/lib/features/alerts/schema'
import { requireStaff } from '@/lib/platform/auth/current'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('alerts'))('backfill.title'),
})

export default async function BackfillsPage({ searchParams }: PageProps<'/staff/integrations/backfills'>) {
  const raw = await searchParams
  const path = sameAddress('/staff/integrations/backfills', raw)
  const staff = await requireStaff('integrations.read', path)
  const mayStart = roleMay(staff.role, 'integrations.replay')
  const range = startBackfillInput.safeParse(raw)
  const [page, connections, estimate] = await Promise.all([
    listBackfills(staff, readPlace(raw)),
    listBackfillConnections(staff),
    mayStart && range.success
      ? estimateBackfill(await requireStaff('integrations.replay', path), range.data)
      : null,
  ])
  const isAsked = mayStart && ['connection', 'from', 'until'].some((name) => raw[name] !== undefined)
  return (
    <BackfillList
      {...{ raw, page, connections, estimate, mayStart }}
      wrong={isAsked && !estimate ? wrongIn(range.error) : {}}
    />
  )
}

/** What was wrong with the range, by field; where it could be read, there is no such connection. */
const wrongIn = (error: ReturnType<typeof startBackfillInput.safeParse>['error']): Record<string, string> =>
  error
    ? Object.fromEntries(error.issues.map(({ path: [field], message }) => [String(field), message]))
    : { connection: 'connection_required' }
