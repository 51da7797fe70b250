import { StaffDecision } from '@/components/decisions/staff-decision'
import { ClientMessages } from '@/components/layout/client-messages'
import { LockedPart } from '@/components/staff/locked-part'
import { roleMay } from '@/lib/domain/partners/permissions'
import { findDecisionRecord } from '@/lib/features/decisions/queries/record'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

export async function DecisionPart({ staff, application, done }: PartProps) {
  const mayRead = await findStaff('decisions.read')
  if (!mayRead.ok) return <LockedPart id="decision" role={staff.role} />
  const record = await findDecisionRecord(mayRead.value, application.id)
  if (!record) return null
  const may = {
    propose: roleMay(staff.role, 'decisions.propose'),
    confirm: roleMay(staff.role, 'decisions.confirm'),
    role: staff.role,
  }
  return (
    <ClientMessages also={['refusals', 'decisions']}>
      <StaffDecision
        number={application.number}
        record={record}
        may={may}
        justProposed={done === 'decision_proposed'}
      />
    </ClientMessages>
  )
}
