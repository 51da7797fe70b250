import { StaffJourney } from '@/components/applications/staff-journey'
import { findApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import type { PartProps } from './part-props'

export async function JourneyPart({ staff, application }: PartProps) {
  const record = await findApplicationRecord(staff, application.number)
  return record && <StaffJourney steps={record.steps} />
}
