import { useTranslations } from 'next-intl'
import { LockedAction } from '@/components/staff/locked-action'
import { VerbForm, type VerbQuestion } from '@/components/staff/verb-form'
import { closeStaffTask } from '@/lib/features/assessments/actions'
import type { StaffTask } from '@/lib/features/assessments/queries/staff-tasks'
import { useComplaints } from './staff-verbs'

/** Says that a task is done, with a note; for an order that was never answered, also what was found at the provider. */
export function StaffTaskForm({ task }: { task: StaffTask }) {
  const t = useTranslations('staff.tasks')
  const complaints = useComplaints()
  if (!task.mayClose) return <LockedAction because={t('not_yours')}>{t('close')}</LockedAction>
  const finding: VerbQuestion = {
    name: 'finding',
    label: t('finding'),
    kind: 'choice',
    options: [
      { value: 'happened', label: t('happened') },
      { value: 'did_not', label: t('did_not') },
    ],
  }
  const note: VerbQuestion = { name: 'note', label: t('note'), kind: 'lines' }
  return (
    <VerbForm
      action={closeStaffTask}
      fields={{ taskId: task.id }}
      summary={t('close')}
      explained={t(task.needsFinding ? 'close_finding' : 'close_explained')}
      submit={t('close')}
      questions={task.needsFinding ? [finding, note] : [note]}
      complaints={complaints}
    />
  )
}

/** What is to be done, in a sentence. */
export function useTaskWords(): (task: StaffTask) => string {
  const t = useTranslations('staff.tasks')
  return ({ kind, provider, attemptNo, section }) =>
    t(`kind.${kind}`, { provider: provider ?? '–', attemptNo: attemptNo ?? 0, section: section ?? '–' })
}
