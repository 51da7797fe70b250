import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'

/** What came from outside about an attempt, and who clicked when: the grounds of what we concluded. */
export function StaffEvidence({ truth: { hints, launches } }: { truth: AttemptTruth }) {
  const t = useTranslations('staff.evidence')
  if (hints.length + launches.length === 0) return null
  return (
    <div className="flex flex-col gap-2 text-sm">
      {hints.length > 0 && (
        <Disclosure summary={t('hints', { count: hints.length })}>
          <ul className="flex flex-col gap-1">
            {hints.map((hint) => (
              <li key={hint.id} className="flex flex-wrap items-center gap-x-2">
                <Instant at={hint.receivedAt} />
                <span>{t(`source.${hint.source}`)}</span>
                {hint.rawStatus && <code className="font-mono">{hint.rawStatus}</code>}
                {hint.outcome === 'suspicious' && <Badge tone="warn">{t('suspicious')}</Badge>}
                {hint.deliveries > 1 && (
                  <span className="text-muted">{t('times', { count: hint.deliveries })}</span>
                )}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
      {launches.length > 0 && (
        <Disclosure summary={t('launches', { count: launches.length })}>
          <ul className="flex flex-col gap-1">
            {launches.map((launch) => (
              <li key={launch.id} className="flex flex-wrap items-center gap-x-2">
                <Instant at={launch.clickedAt} />
                <span>{t(`outcome.${launch.outcome}`)}</span>
                {launch.errorKind && <span className="text-muted">{launch.errorKind}</span>}
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  )
}
