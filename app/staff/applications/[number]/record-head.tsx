import { StaffActions } from '@/components/applications/staff-actions'
import { StaffNeighbours } from '@/components/applications/staff-neighbours'
import { StaffRecordHead } from '@/components/applications/staff-record-head'
import { listInAddress } from '@/components/staff/list-address'
import { readApplicationFilter } from '@/lib/domain/applications/filter'
import { findNeighbours } from '@/lib/features/applications/queries/neighbours'
import type { ApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import type { Staff } from '@/lib/platform/auth/actors'
import { findStaff } from '@/lib/platform/auth/current'
import { readAttempts, readFee } from './record-reads'

type Props = {
  staff: Staff<'applications.read'>
  record: ApplicationRecord
  /** The filter of the list that one came from, as its address says it. */
  list: string
}

/** Whose application this is, where it stands, what is done with it most, and its neighbours in the list one came from. */
export function RecordHead({ staff, record, list }: Props) {
  return (
    <StaffRecordHead
      record={record}
      list={list}
      neighbours={<Neighbours {...{ staff, record, list }} />}
      actions={<Actions {...{ staff, record }} />}
    />
  )
}

async function Neighbours({ staff, record, list }: Props) {
  const filter = readApplicationFilter(listInAddress(list))
  return <StaffNeighbours {...await findNeighbours(staff, filter, record.application.id)} list={list} />
}

async function Actions({ staff, record }: Omit<Props, 'list'>) {
  const { id } = record.application
  const mayPayments = await findStaff('payments.read')
  const [attempts, fee] = await Promise.all([
    readAttempts(staff, id),
    mayPayments.ok ? readFee(mayPayments.value, id) : null,
  ])
  return <StaffActions {...{ record, attempts, fee }} role={staff.role} />
}
