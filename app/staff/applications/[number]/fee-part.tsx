import { FeeActions } from '@/components/payments/fee-actions'
import { StaffFee } from '@/components/payments/staff-fee'
import { LockedPart } from '@/components/staff/locked-part'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'
import { readFee } from './record-reads'

export async function FeePart({ staff, application }: PartProps) {
  const mayRead = await findStaff('payments.read')
  if (!mayRead.ok) return <LockedPart id="fee" role={staff.role} />
  const fee = await readFee(mayRead.value, application.id)
  return (
    <StaffFee
      fee={fee}
      role={staff.role}
      actions={fee && <FeeActions number={application.number} role={staff.role} desk={fee.desk} />}
    />
  )
}
