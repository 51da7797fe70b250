import { StaffSummary } from '@/components/applications/staff-summary'
import { findApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import type { PartProps } from './part-props'

export async function SummaryPart({ staff, application }: PartProps) {
  const record = await findApplicationRecord(staff, application.number)
  return record && <StaffSummary record={record} />
}
