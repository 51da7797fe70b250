import { StaffMailPart } from '@/components/messages/staff-mail-part'
import { LockedPart } from '@/components/staff/locked-part'
import { listMailOf } from '@/lib/features/messages/queries/of-application'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

export async function MailPart({ staff, application }: PartProps) {
  const mayRead = await findStaff('mail.read')
  if (!mayRead.ok) return <LockedPart id="mail" role={staff.role} />
  return <StaffMailPart mail={await listMailOf(mayRead.value, application.id)} role={staff.role} />
}
