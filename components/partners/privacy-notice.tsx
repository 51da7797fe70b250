import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { DataTable } from '@/components/ui/data-table'
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
        <DataTable
          caption={t('items_title')}
          captionHidden
          rows={items}
          rowKey={(item) => item}
          columns={[
            {
              key: 'data',
              header: t('column_data'),
              cell: (item) => <strong>{t(`item.${item}.data`)}</strong>,
            },
            { key: 'purpose', header: t('column_purpose'), cell: (item) => t(`item.${item}.purpose`) },
            { key: 'service', header: t('column_service'), cell: (item) => t(`item.${item}.service`) },
          ]}
        />
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

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="measure flex flex-col gap-2">
      <h2 className="text-xl">{title}</h2>
      <div>{children}</div>
    </section>
  )
}
