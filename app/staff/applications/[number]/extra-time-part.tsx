import { StaffExtraTime } from '@/components/assessments/staff-extra-time'
import { LockedPart } from '@/components/staff/locked-part'
import { listExtraTime } from '@/lib/features/assessments/queries/staff-extra-time'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

// Extra time tells of a disability: whoever does not arrange it learns only whose matter it is.
export async function ExtraTimePart({ staff, application }: PartProps) {
  const mayArrange = await findStaff('accommodations.manage')
  if (!mayArrange.ok) return <LockedPart id="extra-time" role={staff.role} />
  const grants = await listExtraTime(mayArrange.value, application.id)
  return <StaffExtraTime grants={grants} number={application.number} />
}
