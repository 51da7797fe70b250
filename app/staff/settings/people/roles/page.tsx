import { getTranslations } from 'next-intl/server'
import { RoleMatrix } from '@/components/people/role-matrix'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('security'))('people.roles'),
})

export default async function RolesPage() {
  await requireStaff('staff.manage', '/staff/settings/people/roles')
  return <RoleMatrix />
}
