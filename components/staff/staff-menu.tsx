import { useTranslations } from 'next-intl'
import { AccountMenu } from '@/components/layout/account-menu'

/** Who works here and as what, and the way out. A plain POST, so that it works without JavaScript. */
export function StaffMenu({ name, role }: { name: string; role: string }) {
  const t = useTranslations('layout')
  const signOut = (
    <form action="/sign-out" method="post">
      <p className="px-3 py-2 text-sm text-muted sm:hidden">{role}</p>
      <button className="flex min-h-11 w-full items-center rounded px-3 text-start hover:bg-brand-soft">
        {t('sign_out')}
      </button>
    </form>
  )
  const links = [{ href: '/staff/account', label: useTranslations('security')('account.link') }]
  return <AccountMenu name={name} links={links} signOut={signOut} />
}
