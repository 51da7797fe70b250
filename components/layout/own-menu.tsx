import { useTranslations } from 'next-intl'
import { AccountMenu } from './account-menu'

/** The account menu of whoever is signed in: an applicant's own pages, or the console for staff. */
export function OwnMenu({ name, kind }: { name: string; kind: 'applicant' | 'staff' }) {
  const t = useTranslations('layout')
  const links =
    kind === 'staff'
      ? [{ href: '/staff', label: t('staff_console') }]
      : [
          { href: '/applications', label: t('my_applications') },
          { href: '/profile', label: t('profile') },
        ]
  return <AccountMenu name={name} links={links} signOut={<SignOutForm />} />
}

/** A plain POST, so that signing out works without JavaScript. */
function SignOutForm() {
  const t = useTranslations('layout')
  return (
    <form action="/sign-out" method="post">
      <button className="flex min-h-11 w-full items-center rounded px-3 text-start hover:bg-brand-soft">
        {t('sign_out')}
      </button>
    </form>
  )
}
