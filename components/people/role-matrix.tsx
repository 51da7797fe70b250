import { Check, Minus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { BackLink } from '@/components/ui/back-link'
import { type Column, DataTable } from '@/components/ui/data-table'
import { PageTitle } from '@/components/ui/page-title'
import { type Permission, permissions, roleMay, staffRoles } from '@/lib/domain/partners/permissions'

/** Who may do what: drawn from the very table that every page and every action asks. */
export function RoleMatrix() {
  const t = useTranslations('security')
  const roles = useTranslations('staff.role')
  const columns: Column<Permission>[] = [
    {
      key: 'what',
      header: t('people.permission'),
      cell: (permission) => t(`permission.${keyOf(permission)}`),
    },
    ...staffRoles.map((role) => ({
      key: role,
      header: roles(role),
      cell: (permission: Permission) => <Mark may={roleMay(role, permission)} />,
    })),
  ]
  return (
    <>
      <BackLink href="/staff/settings/people">{t('people.title')}</BackLink>
      <PageTitle dense lead={t('people.roles_lead')}>
        {t('people.roles')}
      </PageTitle>
      <DataTable
        dense
        caption={t('people.roles')}
        captionHidden
        columns={columns}
        rows={permissions}
        rowKey={(permission) => permission}
      />
    </>
  )
}

/** `payments.refund` as a key of sentences: the dot would be a level. */
const keyOf = <P extends Permission>(permission: P) => permission.replace('.', '_') as Underscored<P>
type Underscored<P extends string> = P extends `${infer Noun}.${infer Verb}` ? `${Noun}_${Verb}` : never

function Mark({ may }: { may: boolean }) {
  const t = useTranslations('security.people')
  return may ? (
    <Check role="img" aria-label={t('may')} className="size-4 text-good" />
  ) : (
    <Minus role="img" aria-label={t('may_not')} className="size-4 text-muted" />
  )
}
