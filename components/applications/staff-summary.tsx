import { useLocale, useTranslations } from 'next-intl'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import type { ApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import { calendarDateIn } from '@/lib/platform/i18n/formats'

/** Who this is and when what came: facts to look up and to copy. */
export function StaffSummary({ record: { applicant, application, intake } }: { record: ApplicationRecord }) {
  const t = useTranslations('staff')
  const locale = useLocale()
  const facts = [
    {
      key: 'email',
      label: t('record.email'),
      value: <CopyableId value={applicant.email} label={t('record.email')} />,
    },
    {
      key: 'mobile',
      label: t('record.mobile'),
      value: <CopyableId value={applicant.mobile} label={t('record.mobile')} />,
    },
    { key: 'born', label: t('record.born'), value: calendarDateIn(locale, applicant.dateOfBirth) },
    { key: 'language', label: t('record.language'), value: t(`language.${applicant.locale}`) },
    { key: 'intake', label: t('applications.intake'), value: `${intake.name[locale]} (${intake.code})` },
    { key: 'closes', label: t('record.closes'), value: <Instant at={intake.closesAt} /> },
    {
      key: 'fee',
      label: t('record.fee'),
      value: intake.feePaise ? <Money paise={intake.feePaise} /> : t('record.no_fee'),
    },
    { key: 'begun', label: t('applications.begun'), value: <Instant at={application.createdAt} /> },
    {
      key: 'submitted',
      label: t('applications.submitted'),
      value: application.submittedAt && <Instant at={application.submittedAt} />,
    },
    {
      key: 'settled',
      label: t('record.fee_settled'),
      value: application.feeSettledAt && <Instant at={application.feeSettledAt} />,
    },
    {
      key: 'review',
      label: t('record.review_started'),
      value: application.reviewStartedAt && <Instant at={application.reviewStartedAt} />,
    },
    { key: 'id', label: t('record.id'), value: <CopyableId value={application.id} label={t('record.id')} /> },
  ]
  return (
    <Panel title={t('record.summary')}>
      <FactList facts={facts} />
    </Panel>
  )
}
