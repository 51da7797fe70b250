import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageTitle } from '@/components/ui/page-title'
import { noticeEffectiveFrom, noticeVersion } from '@/lib/domain/applicants/notice'
import type { PartnerView } from '@/lib/features/partners/queries'
import { calendarDateIn } from '@/lib/platform/i18n/formats'

const items = [
  'identity',
  'contact',
  'address',
  'education',
  'choices',
  'payment',
  'assessment',
  'technical',
] as const
const rights = ['access', 'correct', 'withdraw', 'erase', 'nominate'] as const

/** What is asked, why and where it goes, item by item; then the rights and whom to write to. */
export function PrivacyNotice({ partner }: { partner: PartnerView }) {
  const t = useTranslations('notices')
  const locale = useLocale()
  const inForce = t('version', { version: noticeVersion, date: calendarDateIn(locale, noticeEffectiveFrom) })
  return (
    <div className="flex flex-col gap-8">
      <div>
        <PageTitle caption={inForce} lead={t('privacy_lead', { partner: partner.name })}>
          {t('privacy_title')}
        </PageTitle>
        <p className="measure">{t('language_body')}</p>
      </div>
      <section className="flex flex-col gap-3">
        <h2 className="text-xl">{t('items_title')}</h2>
        <ul className="border-t border-line">
          {items.map((item) => (
            <Item key={item} item={item} />
          ))}
        </ul>
      </section>
      <Section title={t('not_done_title')}>{t('not_done_body')}</Section>
      <Section title={t('keep_title')}>{t('keep_body')}</Section>
      <Section title={t('rights_title')}>
        <ul className="flex list-disc flex-col gap-2 ps-5">
          {rights.map((right) => (
            <li key={right}>{t(`rights.${right}`)}</li>
          ))}
        </ul>
      </Section>
      <Section title={t('minor_title')}>{t('minor_body')}</Section>
      <Section title={t('contact_title')}>
        {t('contact_body', { email: partner.supportEmail, officer: partner.grievanceOfficer })}
      </Section>
    </div>
  )
}

function Item({ item }: { item: (typeof items)[number] }) {
  const t = useTranslations('notices')
  return (
    <li className="grid gap-x-8 gap-y-2 border-b border-line py-4 sm:grid-cols-3">
      <h3 className="text-base">{t(`item.${item}.data`)}</h3>
      {(['purpose', 'service'] as const).map((column) => (
        <div key={column}>
          <p className="text-sm text-muted">{t(`column_${column}`)}</p>
          <p>{t(`item.${item}.${column}`)}</p>
        </div>
      ))}
    </li>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="measure flex flex-col gap-2">
      <h2 className="text-xl">{title}</h2>
      <div>{children}</div>
    </section>
  )
}
