import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { attempts, staffTasks } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import { roleMay } from '@/lib/domain/partners/permissions'
import type { Staff } from '@/lib/platform/auth/actors'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'

export type StaffTask = {
  id: string
  kind: (typeof staffTasks.$inferSelect)['kind']
  number: string
  applicantName: string
  /** Null where there is no attempt yet. */
  attemptNo: number | null
  provider: string | null
  section: string | null
  note: string | null
  openedAt: Date
  /** Null while it is open. */
  done: { at: Date; by: string | null; note: string | null } | null
  /** Closing it needs an answer to "did it happen?". */
  needsFinding: boolean
  mayClose: boolean
}

const mostOpen = 200
const mostClosed = 50
const closers = alias(accounts, 'closers')

/** What staff have to do outside the portal, oldest first, and what they did last. */
export async function listStaffTasks(
  staff: Staff<'assessments.manage'>,
): Promise<{ open: StaffTask[]; closed: StaffTask[] }> {
  const [open, closed] = await Promise.all([
    tasksWhere(staff, isNull(staffTasks.doneAt)).orderBy(asc(staffTasks.openedAt)).limit(mostOpen),
    tasksWhere(staff, isNotNull(staffTasks.doneAt)).orderBy(desc(staffTasks.doneAt)).limit(mostClosed),
  ])
  const toTask = taskFor(staff)
  return { open: open.map(toTask), closed: closed.map(toTask) }
}

/** The open tasks of one application, for its record. */
export async function listTasksOf(
  staff: Staff<'assessments.manage'>,
  applicationId: string,
): Promise<StaffTask[]> {
  const isOpenHere = and(eq(staffTasks.applicationId, applicationId), isNull(staffTasks.doneAt))
  return (await tasksWhere(staff, isOpenHere).orderBy(asc(staffTasks.openedAt))).map(taskFor(staff))
}

const tasksWhere = ({ partnerId }: Staff, condition: ReturnType<typeof and>) =>
  database()
    .select({
      task: staffTasks,
      number: applications.number,
      applicantName: accounts.fullName,
      attemptNo: attempts.attemptNo,
      provider: connections.provider,
      closedBy: closers.fullName,
    })
    .from(staffTasks)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, staffTasks.partnerId), eq(applications.id, staffTasks.applicationId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .leftJoin(
      attempts,
      and(eq(attempts.partnerId, staffTasks.partnerId), eq(attempts.id, staffTasks.attemptId)),
    )
    .leftJoin(
      connections,
      and(eq(connections.partnerId, attempts.partnerId), eq(connections.id, attempts.connectionId)),
    )
    .leftJoin(closers, and(eq(closers.partnerId, staffTasks.partnerId), eq(closers.id, staffTasks.doneBy)))
    .where(and(eq(staffTasks.partnerId, partnerId), condition))
    .$dynamic()

type Row = Awaited<ReturnType<typeof tasksWhere>>[number]

const taskFor =
  ({ role }: Staff) =>
  ({ task, number, applicantName, attemptNo, provider, closedBy }: Row): StaffTask => ({
    id: task.id,
    kind: task.kind,
    number,
    applicantName,
    attemptNo,
    provider: provider && (findAssessmentProvider(provider)?.label ?? provider),
    section: textOf(task.detail.section),
    note: textOf(task.detail.note),
    openedAt: task.openedAt,
    done: task.doneAt && { at: task.doneAt, by: closedBy, note: textOf(task.detail.closingNote) },
    needsFinding: task.kind === 'reset_unclear' || task.kind === 'verification_unclear',
    mayClose: task.kind !== 'extra_time_at_provider' || roleMay(role, 'accommodations.manage'),
  })

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
