import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { SummaryList } from '@/components/ui/summary-list'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'

/** After the test: that its result is here (or will not come), and the next step. */
export function AssessmentDone({ page }: { page: AssessmentPage }) {
  const t = useTranslations('assessments.done')
  const { attempts, counted, number, next, provider } = page
  const attempt = counted ?? attempts[0]
  const isReady = attempt?.result === 'ready'
  const hasCourses = next === 'recommendations'
  return (
    <>
      <Notice tone={isReady ? 'good' : 'info'} live="status">
        <p>{isReady ? t('ready') : t('unavailable', { provider })}</p>
      </Notice>
      {attempt && (
        <SummaryList
          rows={[
            { key: 'started', label: t('started'), at: attempt.startedAt ?? attempt.launchedAt },
            { key: 'finished', label: t('finished'), at: attempt.finishedAt },
          ]
            .filter(({ at }) => at)
            .map(({ key, label, at }) => ({ key, label, value: at && <Instant at={at} /> }))
            .concat(
              attempt.durationMinutes === null
                ? []
                : [
                    {
                      key: 'duration',
                      label: t('duration'),
                      value: <>{t('minutes', { minutes: attempt.durationMinutes })}</>,
                    },
                  ],
            )}
        />
      )}
      <ButtonLink
        className="self-start"
        href={hasCourses ? `/applications/${number}/recommendations` : `/applications/${number}`}
      >
        {hasCourses ? t('see_courses') : t('go_on')}
      </ButtonLink>
    </>
  )
}
