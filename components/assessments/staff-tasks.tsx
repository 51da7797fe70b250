import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { StaffTask } from '@/lib/features/assessments/queries/staff-tasks'
import { StaffTaskForm, useTaskWords } from './staff-task-form'

/** What staff have to do outside the portal, because a provider cannot be told by us or never answered. */
export function StaffTasks({
  tasks: { open, closed },
  justClosed,
}: {
  tasks: { open: StaffTask[]; closed: StaffTask[] }
  justClosed: boolean
}) {
  const t = useTranslations('staff.tasks')
  const [openColumns, closedColumns] = [useOpenColumns(), useClosedColumns()]
  return (
    <ClientMessages also={['refusals']}>
      <BackLink href="/staff">{t('back')}</BackLink>
      <PageTitle dense>{t('title')}</PageTitle>
      <p className="measure mb-4 text-muted">{t('lead')}</p>
      <div className="flex flex-col gap-6">
        {justClosed && (
          <Notice tone="good" live="status">
            <p>{t('closed_now')}</p>
          </Notice>
        )}
        <DataTable
          dense
          caption={t('open')}
          captionHidden
          stacks
          columns={openColumns}
          rows={open}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              title={t('none')}
              action={
                <ButtonLink size="dense" look="secondary" href="/staff/assessments">
                  {t('to_attempts')}
                </ButtonLink>
              }
            >
              {t('none_body')}
            </EmptyState>
          }
        />
        {closed.length > 0 && (
          <Panel title={t('closed')}>
            <DataTable
              dense
              caption={t('closed')}
              captionHidden
              stacks
              columns={closedColumns}
              rows={closed}
              rowKey={({ id }) => id}
            />
          </Panel>
        )}
      </div>
    </ClientMessages>
  )
}

function useOpenColumns(): Column<StaffTask>[] {
  const t = useTranslations('staff.tasks')
  const words = useTaskWords()
  return [
    {
      key: 'what',
      header: t('what'),
      cell: (task) => (
        <span className="measure inline-block font-normal sm:min-w-52">
          {words(task)}
          {task.note && <span className="block text-muted">{t('ordered_because', { note: task.note })}</span>}
        </span>
      ),
    },
    ...useSharedColumns(),
    { key: 'opened', header: t('opened'), cell: ({ openedAt }) => <Instant at={openedAt} /> },
    {
      key: 'close',
      header: t('close'),
      cell: (task) => (
        <div className="sm:min-w-60">
          <StaffTaskForm task={task} />
        </div>
      ),
    },
  ]
}

function useClosedColumns(): Column<StaffTask>[] {
  const t = useTranslations('staff.tasks')
  const words = useTaskWords()
  return [
    {
      key: 'what',
      header: t('what'),
      cell: (task) => <span className="font-normal">{words(task)}</span>,
    },
    ...useSharedColumns(),
    { key: 'at', header: t('closed_at'), cell: ({ done }) => (done ? <Instant at={done.at} /> : '–') },
    { key: 'by', header: t('closed_by'), cell: ({ done }) => done?.by ?? t('by_portal') },
    { key: 'note', header: t('note'), cell: ({ done }) => done?.note ?? '–' },
  ]
}

function useSharedColumns(): Column<StaffTask>[] {
  const t = useTranslations('staff.applications')
  return [
    {
      key: 'number',
      header: t('number'),
      cell: ({ number }) => (
        <TextLink href={`/staff/applications/${number}#attempts`} className="whitespace-nowrap">
          {number}
        </TextLink>
      ),
    },
    { key: 'applicant', header: t('applicant'), cell: ({ applicantName }) => applicantName },
  ]
}
