import { useLocale, useTranslations } from 'next-intl'
import { StaffExtraTime } from '@/components/assessments/staff-extra-time'
import { StaffTruth } from '@/components/assessments/staff-truth'
import { ClientMessages } from '@/components/layout/client-messages'
import { StaffMailPart } from '@/components/messages/staff-mail-part'
import { StaffFee } from '@/components/payments/staff-fee'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { standingTone } from '@/components/staff/words'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { PageTitle } from '@/components/ui/page-title'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import type { ApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'
import type { ExtraTimeGrant } from '@/lib/features/assessments/queries/staff-extra-time'
import type { StaffTask } from '@/lib/features/assessments/queries/staff-tasks'
import type { MailOfApplication } from '@/lib/features/messages/queries/of-application'
import type { FeeTruth } from '@/lib/features/payments/queries/staff-fee'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import { StaffActions } from './staff-actions'
import { StaffAnswers } from './staff-answers'
import { StaffJourney } from './staff-journey'
import { StaffTimeline } from './staff-timeline'

/** One application as staff see it: what happened on the left, what is true now and what can be done on the right. */
export function StaffRecord({
  record,
  attempts,
  extraTime,
  tasks,
  fee,
  mail,
  role,
  done,
}: {
  record: ApplicationRecord
  attempts: AttemptTruth[]
  /** Null for a role that does not see it. */
  extraTime: ExtraTimeGrant[] | null
  tasks: StaffTask[] | null
  fee: FeeTruth | null
  mail: MailOfApplication[] | null
  role: StaffRole
  /** What was just done, from the address. */
  done?: string
}) {
  const t = useTranslations('staff')
  return (
    <ClientMessages also={['refusals']}>
      <BackLink href="/staff/applications">{t('record.back')}</BackLink>
      <PageTitle
        dense
        caption={<CopyableId value={record.application.number} label={t('applications.number')} />}
        actions={<Badge tone={standingTone[record.standing]}>{t(`standing.${record.standing}`)}</Badge>}
      >
        {record.applicant.fullName}
      </PageTitle>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(18rem,2fr)_minmax(0,3fr)]">
        <div className="order-2 lg:order-1">
          <StaffTimeline events={record.events} />
        </div>
        <div className="order-1 flex min-w-0 flex-col gap-6 lg:order-2">
          <StaffActions record={record} attempts={attempts} fee={fee} role={role} />
          <Summary record={record} />
          <StaffJourney steps={record.steps} />
          <StaffTruth
            attempts={attempts}
            tasks={tasks}
            number={record.application.number}
            role={role}
            done={done}
          />
          {extraTime && <StaffExtraTime grants={extraTime} number={record.application.number} />}
          <StaffFee fee={fee} role={role} />
          <StaffAnswers record={record} />
          <StaffMailPart mail={mail} role={role} />
        </div>
      </div>
    </ClientMessages>
  )
}

function Summary({ record: { applicant, application, intake } }: { record: ApplicationRecord }) {
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
