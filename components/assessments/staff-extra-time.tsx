import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { VerbForm, type VerbQuestion } from '@/components/staff/verb-form'
import { Instant } from '@/components/ui/instant'
import { arrangeExtraTime } from '@/lib/features/assessments/actions'
import type { ExtraTimeGrant } from '@/lib/features/assessments/queries/staff-extra-time'
import { useComplaints } from './staff-verbs'

/** Extra time of one application: sensitive, so it is drawn only for those who may arrange it. */
export function StaffExtraTime({ grants, number }: { grants: ExtraTimeGrant[]; number: string }) {
  const t = useTranslations('staff.extra_time')
  const complaints = useComplaints()
  const [now] = grants
  const questions: VerbQuestion[] = [
    { name: 'percent', label: t('percent'), hint: t('percent_hint'), kind: 'percent' },
    { name: 'reason', label: t('reason'), hint: t('reason_hint'), kind: 'lines' },
  ]
  return (
    <Panel title={t('title')}>
      <p className="text-sm">{now && now.percent > 0 ? t('holds', { percent: now.percent }) : t('none')}</p>
      {grants.length > 0 && (
        <ol className="flex flex-col gap-2 text-sm">
          {grants.map(({ id, percent, reason, grantedBy, grantedAt }) => (
            <li key={id} className="border-s-4 border-line ps-3">
              <p className="font-semibold">{percent > 0 ? t('granted', { percent }) : t('taken_back')}</p>
              <p className="wrap-anywhere">{reason}</p>
              <p className="text-muted">
                {grantedBy}, <Instant at={grantedAt} />
              </p>
            </li>
          ))}
        </ol>
      )}
      <VerbForm
        action={arrangeExtraTime}
        fields={{ number }}
        summary={t('arrange')}
        explained={t('explained')}
        submit={t('submit')}
        questions={questions}
        complaints={complaints}
      />
    </Panel>
  )
}
