import { and, asc, count, desc, eq, isNull, ne } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { database } from '@/db/client'
import { accounts, staff as staffRows } from '@/db/schema/accounts'
import { alertHistory, alertRules, alerts } from '@/db/schema/alerts'
import { connections } from '@/db/schema/partners'
import {
  type AlertKind,
  type AlertTerms,
  type AlertView,
  alertKinds,
  alertViews,
  usualReaders,
  usualTerms,
} from '@/lib/domain/alerts/alert'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'

export type AlertFilter = { view: AlertView; kind?: AlertKind; isMine?: boolean }

/** A filter out of an address; what is not understood is left out. */
export function readAlertFilter(raw: Record<string, string | string[] | undefined>): AlertFilter {
  return {
    view: alertViews.find((view) => view === raw.state) ?? 'unclosed',
    kind: alertKinds.find((kind) => kind === raw.kind),
    isMine: raw.mine === 'yes',
  }
}

export type AlertRow = Omit<typeof alerts.$inferSelect, 'partnerId'> & {
  connection: string | null
  assignee: string | null
}

const assignees = alias(accounts, 'assignees')
const drawn = {
  id: alerts.id,
  kind: alerts.kind,
  subject: alerts.subject,
  connectionId: alerts.connectionId,
  state: alerts.state,
  value: alerts.value,
  threshold: alerts.threshold,
  minutes: alerts.minutes,
  openings: alerts.openings,
  openedAt: alerts.openedAt,
  lastSeenAt: alerts.lastSeenAt,
  closedAt: alerts.closedAt,
  acknowledgedAt: alerts.acknowledgedAt,
  acknowledgedBy: alerts.acknowledgedBy,
  assigneeId: alerts.assigneeId,
  connection: connections.label,
  assignee: assignees.fullName,
}

const withNames = () =>
  database()
    .select(drawn)
    .from(alerts)
    .leftJoin(
      connections,
      and(eq(connections.partnerId, alerts.partnerId), eq(connections.id, alerts.connectionId)),
    )
    .leftJoin(assignees, and(eq(assignees.partnerId, alerts.partnerId), eq(assignees.id, alerts.assigneeId)))

/** The partner's alerts, the last opened first. */
export async function listAlerts(
  staff: Staff<'alerts.read'>,
  filter: AlertFilter = { view: 'unclosed' },
  place: PagePlace = {},
): Promise<KeysetPage<AlertRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: alerts.partnerId, id: alerts.id, at: alerts.openedAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await withNames()
    .where(
      and(
        eq(alerts.partnerId, staff.partnerId),
        where,
        filter.view === 'unclosed' ? ne(alerts.state, 'closed') : eq(alerts.state, filter.view),
        filter.kind ? eq(alerts.kind, filter.kind) : undefined,
        filter.isMine ? eq(alerts.assigneeId, staff.accountId) : undefined,
      ),
    )
    .orderBy(...orderBy)
    .limit(pageSize + 1)
  return toPage(found, place)
}

/** How many alerts of the partner are not closed: the bell. Read from an index that holds only those. */
export async function countOpenAlerts(staff: Staff<'alerts.read'>): Promise<number> {
  const [row] = await database()
    .select({ open: count() })
    .from(alerts)
    .where(and(eq(alerts.partnerId, staff.partnerId), ne(alerts.state, 'closed')))
  return row?.open ?? 0
}

export type AlertMoveRow = Pick<typeof alertHistory.$inferSelect, 'id' | 'move' | 'value' | 'note' | 'at'> & {
  by: string | null
  assignee: string | null
}

/** One alert of the partner with what has happened to it, newest first, or null. */
export async function findAlert(
  staff: Staff<'alerts.read'>,
  id: string,
): Promise<{ alert: AlertRow; history: AlertMoveRow[] } | null> {
  const [alert] = await withNames().where(and(eq(alerts.partnerId, staff.partnerId), eq(alerts.id, id)))
  if (!alert) return null
  const by = alias(accounts, 'by')
  const history = await database()
    .select({
      id: alertHistory.id,
      move: alertHistory.move,
      value: alertHistory.value,
      note: alertHistory.note,
      at: alertHistory.at,
      by: by.fullName,
      assignee: assignees.fullName,
    })
    .from(alertHistory)
    .leftJoin(by, and(eq(by.partnerId, alertHistory.partnerId), eq(by.id, alertHistory.byId)))
    .leftJoin(
      assignees,
      and(eq(assignees.partnerId, alertHistory.partnerId), eq(assignees.id, alertHistory.assigneeId)),
    )
    .where(and(eq(alertHistory.partnerId, staff.partnerId), eq(alertHistory.alertId, id)))
    .orderBy(desc(alertHistory.at), desc(alertHistory.id))
    .limit(100)
  return { alert, history }
}

/** Whom an alert may be given to. */
export const listAssignable = (staff: Staff<'alerts.read'>): Promise<{ id: string; name: string }[]> =>
  database()
    .select({ id: accounts.id, name: accounts.fullName })
    .from(staffRows)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, staffRows.partnerId), eq(accounts.id, staffRows.accountId)),
    )
    .where(and(eq(staffRows.partnerId, staff.partnerId), isNull(staffRows.deactivatedAt)))
    .orderBy(asc(accounts.fullName))
    .limit(500)

/** One kind of alert as it is set here; `isUsual` where nobody has set it. */
export type AlertRule = AlertTerms & {
  kind: AlertKind
  roles: StaffRole[]
  emails: string[]
  isUsual: boolean
}

/** Every kind with its terms and readers, the partner's own or the usual. */
export async function listAlertRules(staff: Staff<'alerts.read'>): Promise<AlertRule[]> {
  const rows = await database().select().from(alertRules).where(eq(alertRules.partnerId, staff.partnerId))
  return alertKinds.map((kind) => {
    const row = rows.find((one) => one.kind === kind)
    return {
      kind,
      isOn: row?.isOn ?? usualTerms[kind].isOn,
      threshold: row?.threshold ?? usualTerms[kind].threshold,
      minutes: row?.minutes ?? usualTerms[kind].minutes,
      roles: row?.emailRoles ?? [...usualReaders[kind]],
      emails: row?.emailAddresses ?? [],
      isUsual: row === undefined,
    }
  })
}
