import { useTranslations } from 'next-intl'
import { CallDisclosure } from '@/components/partners/call-disclosure'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { healthTone, progressTone, resultTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import type { AttemptTruth } from '@/lib/features/assessments/queries/staff'

/** Every attempt with its evidence: what the provider said, what we concluded, when we last asked and ask next. */
export function StaffTruth({ attempts, mayOpenLog }: { attempts: AttemptTruth[]; mayOpenLog: boolean }) {
  const t = useTranslations('staff.truth')
  return (
    <Panel title={t('title')}>
      {attempts.length === 0 && <p className="text-sm text-muted">{t('none')}</p>}
      {attempts.map((truth) => (
        <article
          key={truth.attempt.id}
          className="flex flex-col gap-4 rounded border border-line bg-surface-raised p-3 sm:p-4"
        >
          <h3 className="flex flex-wrap items-center gap-2 text-base">
            {t('attempt', { no: truth.attempt.attemptNo, provider: truth.provider })}
          </h3>
          <div className="grid gap-4 2xl:grid-cols-2">
            <Said truth={truth} />
            <Concluded truth={truth} />
          </div>
          <Courses truth={truth} />
          <Calls truth={truth} mayOpenLog={mayOpenLog} />
        </article>
      ))}
    </Panel>
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

function Concluded({ truth: { attempt, launches } }: { truth: AttemptTruth }) {
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
            key: 'minutes',
            label: t('truth.duration'),
            value:
              attempt.durationMinutes !== null && t('truth.minutes', { minutes: attempt.durationMinutes }),
          },
          { key: 'as', label: t('truth.candidate'), value: attempt.email },
          { key: 'id', label: t('truth.id'), value: <CopyableId value={attempt.id} label={t('truth.id')} /> },
        ]}
      />
    </div>
  )
}

function Courses({ truth: { recommendations } }: { truth: AttemptTruth }) {
  const t = useTranslations('staff.truth')
  if (recommendations.length === 0) return null
  return (
    <div className="flex flex-col gap-1">
      <h4 className="text-sm font-semibold">{t('courses')}</h4>
      <ol className="flex list-decimal flex-col gap-1 ps-6 text-sm">
        {recommendations.map(({ position, courseName, score, programmeCode, matchedBy }) => (
          <li key={position}>
            {courseName}{' '}
            {score !== null && <span className="figures text-muted">({t('score', { score })})</span>}{' '}
            {programmeCode ? (
              <Badge tone="good">{t('matched', { code: programmeCode, by: matchedBy ?? 'other' })}</Badge>
            ) : (
              <Badge tone="warn">{t('unmatched')}</Badge>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}

function Calls({ truth: { calls }, mayOpenLog }: { truth: AttemptTruth; mayOpenLog: boolean }) {
  const t = useTranslations('staff.truth')
  if (calls.length === 0) return <p className="text-sm text-muted">{t('no_calls')}</p>
  return (
    <div className="flex flex-col gap-2">
      <h4 className="text-sm font-semibold">{t('calls', { count: calls.length })}</h4>
      {calls.map((call) => (
        <CallDisclosure key={call.id} call={call} mayOpenLog={mayOpenLog} />
      ))}
    </div>
  )
}
