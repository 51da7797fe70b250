import { StaffFee } from '@/components/payments/staff-fee'
import { LockedPart } from '@/components/staff/locked-part'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'
import { readFee } from './record-reads'

export async function FeePart({ staff, application }: PartProps) {
  const mayRead = await findStaff('payments.read')
  if (!mayRead.ok) return <LockedPart id="fee" role={staff.role} />
  return <StaffFee fee={await readFee(mayRead.value, application.id)} role={staff.role} />
}
