import { useTranslations } from 'next-intl'
import { CallDisclosure } from '@/components/partners/call-disclosure'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { healthTone, progressTone, resultTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'
import type { StaffTask } from '@/lib/features/assessments/queries/staff-tasks'
import { RecommendAgain } from './recommend-again'
import { ScoreSheet } from './score-sheet'
import { StaffEvidence } from './staff-evidence'
import { StaffReports } from './staff-reports'
import { StaffTaskForm, useTaskWords } from './staff-task-form'
import { StaffVerbs } from './staff-verbs'

/** What was just done here, as the address says it; a word nobody knows says nothing. */
export const doneWords = [
  'retake',
  'cancel',
  'reset_section',
  'order_verification',
  'fetch_reports',
  'erase_at_provider',
  'erase_task',
  'extra_time_next_start',
  'extra_time_by_hand_already_created',
  'extra_time_by_hand_provider_cannot',
] as const

/**
 * Every attempt with its evidence, newest first: what the provider said, what we concluded, when we last asked and ask
 * next, and what can be done. `tasks` is null for a role that has none to do.
 */
export function StaffTruth({
  attempts,
  tasks,
  number,
  role,
  done,
}: {
  attempts: AttemptTruth[]
  tasks: StaffTask[] | null
  number: string
  role: StaffRole
  done?: string
}) {
  const t = useTranslations('staff')
  const word = doneWords.find((known) => known === done)
  return (
    <Panel id="attempts" title={t('truth.title')}>
      {word && (
        <Notice tone="good" live="status">
          <p>{t(`verbs.done.${word}`)}</p>
        </Notice>
      )}
      <OpenTasks tasks={tasks ?? []} />
      {attempts.length === 0 && <p className="text-sm text-muted">{t('truth.none')}</p>}
      {attempts.map((truth) => (
        <article
          key={truth.attempt.id}
          className="flex flex-col gap-4 rounded border border-line bg-surface-raised p-3 sm:p-4"
        >
          <Title truth={truth} />
          <div className="grid gap-4 2xl:grid-cols-2">
            <Said truth={truth} />
            <Concluded truth={truth} />
          </div>
          {truth.attempt.scores && <ScoreSheet sheet={truth.attempt.scores} audience="staff" />}
          <Courses truth={truth} />
          {isRuled(truth) && roleMay(role, 'rules.manage') && (
            <RecommendAgain number={number} attemptNo={truth.attempt.attemptNo} />
          )}
          <StaffReports reports={truth.reports} />
          <StaffVerbs truth={truth} number={number} role={role} />
          <StaffEvidence truth={truth} />
          <Calls truth={truth} mayOpenLog={roleMay(role, 'integrations.read')} />
        </article>
      ))}
    </Panel>
  )
}

function OpenTasks({ tasks }: { tasks: StaffTask[] }) {
  const t = useTranslations('staff.tasks')
  const words = useTaskWords()
  return tasks.map((task) => (
    <Notice key={task.id} tone="warn" title={t('open_here')}>
      <p>{words(task)}</p>
      <StaffTaskForm task={task} />
    </Notice>
  ))
}

function Title({ truth: { attempt, provider, counting } }: { truth: AttemptTruth }) {
  const t = useTranslations('staff.truth')
  return (
    <h3 className="flex flex-wrap items-center gap-2 text-base">
      {t('attempt', { no: attempt.attemptNo, provider })}
      {counting?.counts && <Badge tone="good">{t('counts', { rule: counting.rule })}</Badge>}
      {attempt.frozenAt && <Badge tone="neutral">{t('frozen')}</Badge>}
    </h3>
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

/** Its list is a matter of our rules: the result has marks, and the provider sent no courses of its own. */
const isRuled = ({ attempt, recommendations }: AttemptTruth): boolean =>
  attempt.result === 'ready' &&
  attempt.scores !== null &&
  recommendations.every(({ matchedBy }) => matchedBy === 'rule')

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
