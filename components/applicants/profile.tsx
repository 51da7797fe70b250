import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { Radios } from '@/components/ui/radios'
import { SubmitButton } from '@/components/ui/submit-button'
import { SummaryList } from '@/components/ui/summary-list'
import type { DeviceView, ProfileView } from '@/lib/features/applicants/queries'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import { localeNames, locales } from '@/lib/platform/i18n/locales'
import { DeviceList } from './device-list'

/** An applicant's own page: who we think they are, their language, password and devices. */
export function Profile({
  profile,
  devices,
  news,
}: {
  profile: ProfileView
  devices: DeviceView[]
  /** Their word about news, under its own heading. */
  news: ReactNode
}) {
  const t = useTranslations('accounts.profile')
  const locale = useLocale()
  const rows = [
    { key: 'name', label: t('full_name'), value: profile.fullName },
    { key: 'email', label: t('email'), value: profile.email },
    {
      key: 'mobile',
      label: t('mobile'),
      value: <span className="figures">{spacedMobile(profile.mobile)}</span>,
    },
    { key: 'born', label: t('date_of_birth'), value: calendarDateIn(locale, profile.dateOfBirth) },
  ]
  return (
    <div className="measure">
      <PageTitle>{t('title')}</PageTitle>
      <div className="flex flex-col gap-10">
        <Part title={t('details')}>
          <SummaryList rows={rows} />
          <p className="text-muted">{t('details_note')}</p>
        </Part>
        <Part title={t('language')}>
          <form action="/language" method="post" className="flex flex-col items-start gap-4">
            <Radios
              name="locale"
              label={<span className="sr-only">{t('language')}</span>}
              hint={t('language_hint')}
              defaultValue={profile.locale}
              options={locales.map((code) => ({
                value: code,
                label: <span lang={code}>{localeNames[code]}</span>,
              }))}
            />
            <SubmitButton look="secondary">{t('language_save')}</SubmitButton>
          </form>
        </Part>
        {news}
        <Part title={t('password')}>
          <p>{t('password_body')}</p>
          <ButtonLink look="secondary" href="/forgot-password" className="self-start">
            {t('password_change')}
          </ButtonLink>
        </Part>
        <Part title={t('devices')}>
          <p>{t('devices_lead')}</p>
          <DeviceList devices={devices} />
        </Part>
      </div>
    </div>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-4">
      <h2 className="text-xl">{title}</h2>
      {children}
    </section>
  )
}

/** `+919876543210` as `+91 98765 43210`. */
const spacedMobile = (e164: string) => e164.replace(/^(\+91)(\d{5})(\d{5})$/, '$1 $2 $3')
