import { RecordQueries } from '@/components/reviews/record-queries'
import { LockedPart } from '@/components/staff/locked-part'
import { findRecordQueries } from '@/lib/features/reviews/queries/record'
import { findStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import type { PartProps } from './part-props'

export async function QueryPart({ staff, application: { id, number } }: PartProps) {
  const mayQuery = await findStaff('applications.query')
  if (!mayQuery.ok) return <LockedPart id="queries" role={staff.role} />
  const [asked, now] = await Promise.all([findRecordQueries(staff, id), currentTime()])
  return asked && <RecordQueries {...asked} number={number} role={staff.role} now={now} />
}
