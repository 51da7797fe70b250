import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { IntakeView, PartnerView } from '@/lib/features/partners/queries'
import { IntakeCard } from './intake-card'

/** The partner's front door: what is open, until when, what it costs, which steps follow; one button to begin. */
export function Welcome({
  partner,
  intakes,
  isSignedIn,
}: {
  partner: PartnerView
  intakes: readonly IntakeView[]
  isSignedIn: boolean
}) {
  const t = useTranslations('public')
  const open = intakes.filter((intake) => intake.status === 'open')
  const upcoming = intakes.filter((intake) => intake.status === 'upcoming')
  return (
    <div className="flex flex-col gap-12">
      <header className="measure flex flex-col items-start gap-4">
        <h1 className="text-2xl sm:text-3xl">{t('home_heading', { partner: partner.name })}</h1>
        <p className="text-lg text-muted">{partner.tagline}</p>
        <Begin isSignedIn={isSignedIn} />
      </header>
      <Intakes title={t('open_intakes')} intakes={open}>
        <EmptyState
          title={t('none_open_title')}
          action={
            <ButtonLink look="secondary" href="/programmes">
              {t('see_programmes')}
            </ButtonLink>
          }
        >
          {t('none_open_body', { email: partner.supportEmail })}
        </EmptyState>
      </Intakes>
      {upcoming.length > 0 && <Intakes title={t('upcoming_intakes')} intakes={upcoming} />}
      <Promises />
    </div>
  )
}

function Begin({ isSignedIn }: { isSignedIn: boolean }) {
  const t = useTranslations('public')
  if (isSignedIn) return <ButtonLink href="/applications">{t('continue')}</ButtonLink>
  return (
    <div className="flex flex-wrap gap-3">
      <ButtonLink href="/register">{t('start')}</ButtonLink>
      <ButtonLink look="quiet" href="/sign-in">
        {t('have_account')}
      </ButtonLink>
    </div>
  )
}

function Intakes({
  title,
  intakes,
  children,
}: {
  title: string
  intakes: readonly IntakeView[]
  children?: ReactNode
}) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-xl">{title}</h2>
      {intakes.length === 0
        ? children
        : intakes.map((intake) => <IntakeCard key={intake.id} intake={intake} />)}
    </section>
  )
}

function Promises() {
  const t = useTranslations('public')
  return (
    <section className="flex flex-col gap-4 border-t border-line pt-8">
      <h2 className="text-xl">{t('promise_title')}</h2>
      <ul className="grid gap-x-8 gap-y-4 sm:grid-cols-3">
        {(['promise_saved', 'promise_paid', 'promise_reason'] as const).map((promise) => (
          <li key={promise} className="border-s-4 border-brand ps-4">
            {t(promise)}
          </li>
        ))}
      </ul>
    </section>
  )
}
