import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { Member } from '@/components/people/member'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findMember } from '@/lib/features/staff/queries/members'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/settings/people/[id]'>

export async function generateMetadata({ params }: Props) {
  const { member } = await find((await params).id)
  return { title: `${member.fullName} · ${(await getTranslations('security'))('people.member_title')}` }
}

export default async function MemberPage({ params }: Props) {
  const { manager, member } = await find((await params).id)
  return <Member member={member} isOneself={member.accountId === manager.accountId} />
}

/** Read once for the page and its title. */
const find = cache(async (id: string) => {
  const manager = await requireStaff('staff.manage', `/staff/settings/people/${id}`)
  const member = isRowId(id) ? await findMember(manager, id) : null
  if (!member) notFound()
  return { manager, member }
})
