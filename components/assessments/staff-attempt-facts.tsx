import { useTranslations } from 'next-intl'
import { FactList } from '@/components/staff/fact-list'
import { healthTone, progressTone, resultTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'

/** What the provider said of an attempt and what we concluded, side by side, with when we asked and ask next. */
export function StaffAttemptFacts({ truth }: { truth: AttemptTruth }) {
  return (
    <div className="grid gap-4 2xl:grid-cols-2">
      <Said truth={truth} />
      <Concluded truth={truth} />
    </div>
  )
}

function Said({ truth: { attempt, connection } }: { truth: AttemptTruth }) {
  const t = useTranslations('staff')
  return (
    <div className="flex flex-col gap-2">
      <h4 className="text-sm font-semibold">{t('truth.said')}</h4>
      <FactList
        facts={[
          {
            key: 'raw',
            label: t('truth.raw_status'),
            value: attempt.rawStatus && <code className="font-mono">{attempt.rawStatus}</code>,
          },
          {
            key: 'rawAt',
            label: t('truth.raw_at'),
            value: attempt.rawStatusAt && <Instant at={attempt.rawStatusAt} />,
          },
          {
            key: 'asked',
            label: t('truth.last_asked'),
            value: attempt.lastAskedAt && <Instant at={attempt.lastAskedAt} />,
          },
          {
            key: 'answered',
            label: t('truth.last_answered'),
            value: attempt.lastAnsweredAt && <Instant at={attempt.lastAnsweredAt} />,
          },
          {
            key: 'next',
            label: t('truth.next_ask'),
            value: attempt.nextAskAt ? <Instant at={attempt.nextAskAt} /> : t('truth.no_next_ask'),
          },
          {
            key: 'asks',
            label: t('truth.asks'),
            value: t('truth.asks_value', { asks: attempt.asks, failures: attempt.failures }),
          },
          {
            key: 'error',
            label: t('truth.last_error'),
            value: attempt.lastErrorKind && (
              <Badge tone="bad">{t('error_kind', { kind: attempt.lastErrorKind })}</Badge>
            ),
          },
          { key: 'health', label: t('truth.connection'), value: <Connection connection={connection} /> },
        ]}
      />
    </div>
  )
}

function Connection({ connection }: { connection: AttemptTruth['connection'] }) {
  const t = useTranslations('staff')
  return (
    <span className="flex flex-wrap items-center gap-2">
      {connection.label}{' '}
      <Badge tone={healthTone[connection.health]}>{t(`health.${connection.health}`)}</Badge>
      {connection.reason && <span className="text-muted">{connection.reason}</span>}
    </span>
  )
}

function Concluded({ truth: { attempt, launches, orderedBy } }: { truth: AttemptTruth }) {
  const t = useTranslations('staff')
  return (
    <div className="flex flex-col gap-2">
      <h4 className="text-sm font-semibold">{t('truth.concluded')}</h4>
      <FactList
        facts={[
          {
            key: 'progress',
            label: t('truth.progress'),
            value: <Badge tone={progressTone[attempt.progress]}>{t(`progress.${attempt.progress}`)}</Badge>,
          },
          {
            key: 'result',
            label: t('truth.result'),
            value: <Badge tone={resultTone[attempt.result]}>{t(`result.${attempt.result}`)}</Badge>,
          },
          {
            key: 'detail',
            label: t('truth.status_detail'),
            value: attempt.statusDetail && t(`status_detail.${attempt.statusDetail}`),
          },
          {
            key: 'reason',
            label: t('truth.reason'),
            value: t(`attempt_reason.${attempt.reason}`, { by: orderedBy ?? '–' }),
          },
          { key: 'note', label: t('truth.note'), value: attempt.reasonNote },
          {
            key: 'verification',
            label: t('truth.verification'),
            value: attempt.verification && t(`verification.${attempt.verification}`),
          },
          {
            key: 'launches',
            label: t('truth.launches'),
            value: t('truth.launches_value', { count: launches.length }),
          },
          {
            key: 'launched',
            label: t('truth.launched'),
            value: attempt.launchedAt && <Instant at={attempt.launchedAt} />,
          },
          {
            key: 'started',
            label: t('truth.started'),
            value: attempt.startedAt && <Instant at={attempt.startedAt} />,
          },
          {
            key: 'finished',
            label: t('truth.finished'),
            value: attempt.finishedAt && <Instant at={attempt.finishedAt} />,
          },
          {
            key: 'returned',
            label: t('truth.returned'),
            value: attempt.returnedAt && <Instant at={attempt.returnedAt} />,
          },
          {
            key: 'minutes',
            label: t('truth.duration'),
            value:
              attempt.durationMinutes === null
                ? null
                : t('truth.minutes', { minutes: attempt.durationMinutes }),
          },
          { key: 'as', label: t('truth.candidate'), value: attempt.email },
          { key: 'id', label: t('truth.id'), value: <CopyableId value={attempt.id} label={t('truth.id')} /> },
        ]}
      />
    </div>
  )
}
