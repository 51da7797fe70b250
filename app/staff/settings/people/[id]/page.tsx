import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { Member } from '@/components/people/member'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findMember } from '@/lib/features/staff/queries/members'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('security'))('people.member_title'),
})

export default async function MemberPage({ params }: PageProps<'/staff/settings/people/[id]'>) {
  const { id } = await params
  const manager = await requireStaff('staff.manage', `/staff/settings/people/${id}`)
  const member = isRowId(id) ? await findMember(manager, id) : null
  if (!member) notFound()
  return <Member member={member} isOneself={member.accountId === manager.accountId} />
}
