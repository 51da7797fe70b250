import { useTranslations } from 'next-intl'
import { Instant } from '@/components/ui/instant'
import type { AttemptOnPage } from '@/lib/features/assessments/queries/applicant'

/** Sittings that came before the one that counts. */
export function EarlierAttempts({ attempts }: { attempts: readonly AttemptOnPage[] }) {
  const t = useTranslations('assessments.earlier')
  if (attempts.length === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg">{t('title')}</h2>
      <dl className="flex flex-col gap-2">
        {attempts.map(({ no, progress, launchedAt }) => (
          <div key={no}>
            <dt className="font-semibold">{t('attempt', { no })}</dt>
            <dd className="text-muted">
              {t(`progress.${progress}`)}
              {launchedAt && (
                <>
                  {' '}
                  · <Instant at={launchedAt} />
                </>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
