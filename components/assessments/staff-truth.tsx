import { useTranslations } from 'next-intl'
import { CallDisclosure } from '@/components/partners/call-disclosure'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { Notice } from '@/components/ui/notice'
import { type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'
import type { StaffTask } from '@/lib/features/assessments/queries/staff-tasks'
import { RecommendAgain } from './recommend-again'
import { ScoreSheet } from './score-sheet'
import { StaffAttemptFacts } from './staff-attempt-facts'
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
    <Panel title={t('truth.title')}>
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
          <StaffAttemptFacts truth={truth} />
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
