import { PersonPanel } from '@/components/applicants/person-panel'
import { LockedPart } from '@/components/staff/locked-part'
import { findPerson } from '@/lib/features/applicants/queries/duplicates'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

export async function DuplicatesPart({ staff, application }: PartProps) {
  const mayLink = await findStaff('applicants.link')
  if (!mayLink.ok) return <LockedPart id="person" role={staff.role} />
  const person = await findPerson(mayLink.value, application.id)
  return person && <PersonPanel person={person} />
}
