import { useLocale, useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Inset } from '@/components/ui/notice'
import { checkMyResult } from '@/lib/features/assessments/actions'
import type { AssessmentPage } from '@/lib/features/assessments/queries/applicant'
import { instantIn } from '@/lib/platform/i18n/formats'
import { OneButtonForm } from './one-button-form'

/** When the provider was last asked, when it will be asked next, and the button that asks now. */
export function Freshness({ page }: { page: AssessmentPage }) {
  const t = useTranslations('assessments.waiting')
  const { provider, number } = page
  return (
    <section className="flex flex-col items-start gap-3">
      <h2 className="text-lg">{t('looked')}</h2>
      <Inset>
        <Times page={page} />
      </Inset>
      <ClientMessages also={['refusals']}>
        <OneButtonForm
          action={checkMyResult}
          fields={{ number }}
          look="secondary"
          pendingLabel={t('checking', { provider })}
        >
          {t('check_now')}
        </OneButtonForm>
      </ClientMessages>
    </section>
  )
}

function Times({ page: { attempts, provider, asksSoon } }: { page: AssessmentPage }) {
  const t = useTranslations('assessments.waiting')
  const locale = useLocale()
  const [attempt] = attempts
  if (!attempt) return null
  const { lastAskedAt, lastAnsweredAt, nextAskAt } = attempt
  const isAnswered = lastAskedAt === null || (lastAnsweredAt !== null && lastAnsweredAt >= lastAskedAt)
  return (
    <>
      <p>
        {lastAskedAt
          ? t('last_looked', { provider, time: instantIn(locale, lastAskedAt) })
          : t('not_looked', { provider })}
      </p>
      {!isAnswered && (
        <p>
          {lastAnsweredAt
            ? t('last_unanswered', { time: instantIn(locale, lastAnsweredAt) })
            : t('never_answered')}
        </p>
      )}
      {!nextAskAt && <p>{t('no_next_look')}</p>}
      {nextAskAt && (
        <p>{asksSoon ? t('next_look_now') : t('next_look', { time: instantIn(locale, nextAskAt) })}</p>
      )}
    </>
  )
}
