import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { CountCard } from '@/components/staff/count-card'
import { useEventWords } from '@/components/staff/event-words'
import { Panel } from '@/components/staff/panel'
import { Refreshing } from '@/components/staff/refreshing'
import { healthTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import { type Permission, type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { ApplicationCounts } from '@/lib/features/applications/queries/staff-counts'
import type { ConnectionHealth, RecentEvent, StaffCounts } from '@/lib/features/partners/queries/staff-home'

const refreshSeconds = 15

/** What needs a hand today: counts that lead to their lists, the outside systems, and what has just happened. Keeps itself fresh. */
export function StaffHome({
  counts,
  paidButLocked,
  connections,
  events,
  role,
  children,
}: {
  counts: StaffCounts & ApplicationCounts
  paidButLocked: number
  connections: ConnectionHealth[]
  events: RecentEvent[]
  role: StaffRole
  /** What stands between the counts and the outside systems. */
  children: ReactNode
}) {
  const t = useTranslations('staff.home')
  return (
    <>
      <Refreshing everySeconds={refreshSeconds} />
      <PageTitle dense>{t('title')}</PageTitle>
      <div className="flex flex-col gap-6">
        <Notice tone={paidButLocked === 0 ? 'good' : 'bad'} live={paidButLocked === 0 ? undefined : 'alert'}>
          <p className="figures text-xl font-semibold">{t('paid_not_unlocked', { count: paidButLocked })}</p>
          <p className="text-sm">
            {t(paidButLocked === 0 ? 'paid_not_unlocked_none' : 'paid_not_unlocked_some')}{' '}
            {paidButLocked > 0 && roleMay(role, 'payments.read') && (
              <TextLink href="/staff/payments?view=settlements">{t('paid_not_unlocked_see')}</TextLink>
            )}
          </p>
        </Notice>
        <Counts counts={counts} role={role} />
        {children}
        <Connections connections={connections} />
        <RecentEvents events={events} />
      </div>
    </>
  )
}

function Counts({ counts, role }: { counts: StaffCounts & ApplicationCounts; role: StaffRole }) {
  const t = useTranslations('staff')
  const lockOf = (permission: Permission) =>
    roleMay(role, permission) ? undefined : t('not_your_role', { role: t(`role.${role}`) })
  const list = '/staff/applications'
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-4">
      <CountCard label={t('home.drafts')} count={counts.drafts} href={`${list}?step=draft`} />
      <CountCard label={t('home.submitted')} count={counts.submitted} href={`${list}?step=submitted`} />
      <CountCard label={t('home.in_review')} count={counts.inReview} href={`${list}?step=in_review`} />
      <CountCard
        label={t('home.results_awaited')}
        count={counts.resultsAwaited}
        href="/staff/assessments?needs=waiting"
        tone={counts.resultsAwaited ? 'waiting' : 'neutral'}
      />
      <CountCard
        label={t('home.attempts_failing')}
        count={counts.attemptsFailing}
        href="/staff/assessments?needs=failing"
        tone={counts.attemptsFailing ? 'warn' : 'neutral'}
      />
      <CountCard
        label={t('home.connections_down')}
        count={counts.connectionsDown}
        href="#connections"
        tone={counts.connectionsDown ? 'bad' : 'good'}
      />
      <CountCard
        label={t('home.unmatched')}
        count={counts.unmatchedCourses}
        href="/staff/assessments?view=courses"
        tone={counts.unmatchedCourses ? 'warn' : 'neutral'}
      />
      <CountCard
        label={t('home.refunds')}
        count={counts.refundsOpen}
        href="/staff/payments?view=refunds&open=1"
        tone={counts.refundsOpen ? 'waiting' : 'neutral'}
        locked={lockOf('payments.read')}
      />
      <CountCard
        label={t('home.tasks')}
        count={counts.tasksOpen}
        href="/staff/tasks"
        tone={counts.tasksOpen ? 'warn' : 'neutral'}
        locked={lockOf('assessments.manage')}
      />
    </div>
  )
}

function Connections({ connections }: { connections: ConnectionHealth[] }) {
  const t = useTranslations('staff')
  return (
    <Panel id="connections" title={t('home.connections')}>
      <ul className="flex flex-col gap-2 text-sm">
        {connections.map(({ id, kind, label, health, healthReason, healthChangedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-2">
            <span className="font-semibold">{label}</span>
            <span className="text-muted">{t(`connection_kind.${kind}`)}</span>
            <Badge tone={healthTone[health]}>{t(`health.${health}`)}</Badge>
            {healthReason && <span className="wrap-anywhere">{healthReason}</span>}
            {healthChangedAt && (
              <span className="text-muted">
                {t('home.since')} <Instant at={healthChangedAt} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function RecentEvents({ events }: { events: RecentEvent[] }) {
  const t = useTranslations('staff')
  const sentence = useEventWords()
  const columns: Column<RecentEvent>[] = [
    { key: 'at', header: t('home.when'), cell: (event) => <Instant at={event.at} /> },
    {
      key: 'what',
      header: t('home.what'),
      cell: (event) => <span className="inline-block min-w-48">{sentence(event)}</span>,
    },
    { key: 'who', header: t('home.who'), cell: (event) => event.actorName ?? t(`actor.${event.actorKind}`) },
    {
      key: 'application',
      header: t('applications.number'),
      cell: ({ applicationNumber: number }) =>
        number ? <TextLink href={`/staff/applications/${number}`}>{number}</TextLink> : '–',
    },
  ]
  return (
    <Panel title={t('home.events')}>
      <DataTable
        dense
        caption={t('home.events')}
        captionHidden
        columns={columns}
        rows={events}
        rowKey={(event) => event.id}
        empty={<EmptyState title={t('timeline.empty')} />}
      />
    </Panel>
  )
}
