import { StaffTruth } from '@/components/assessments/staff-truth'
import { listTasksOf } from '@/lib/features/assessments/queries/staff-tasks'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'
import { readAttempts } from './record-reads'

export async function AttemptsPart({ staff, application: { id, number }, done }: PartProps) {
  const mayManage = await findStaff('assessments.manage')
  const [attempts, tasks] = await Promise.all([
    readAttempts(staff, id),
    mayManage.ok ? listTasksOf(mayManage.value, id) : null,
  ])
  return <StaffTruth {...{ attempts, tasks, number, done }} role={staff.role} />
}
