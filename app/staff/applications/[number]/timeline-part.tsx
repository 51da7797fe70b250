import { StaffTimeline } from '@/components/applications/staff-timeline'
import { listRecordEvents } from '@/lib/features/applications/queries/staff-record-parts'
import type { PartProps } from './part-props'

export async function TimelinePart({ staff, application }: PartProps) {
  return <StaffTimeline events={await listRecordEvents(staff, application.id)} />
}
