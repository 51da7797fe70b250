import { and, eq, isNull } from 'drizzle-orm'
import { type Tx } from '@/db/client'
import { staff } from '@/db/schema/accounts'
import { alertHistory, alertRules, alerts } from '@/db/schema/alerts'
import { type AlertMove, usualTerms } from '@/lib/domain/alerts/alert'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { AcknowledgeInput, AssignAlertInput, SaveRuleInput } from '../schema'

/** Somebody looks after it. Once more with another note is another line of its history; refuses `alert_closed`. */
export const acknowledgeAlert = (
  ctx: Ctx<Staff<'alerts.read'>>,
  { alertId, note }: AcknowledgeInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const alert = await holdUnclosed(tx, ctx, alertId)
    if (!alert.ok) return alert
    await tx
      .update(alerts)
      .set({
        state: 'acknowledged',
        acknowledgedAt: ctx.now,
        acknowledgedBy: ctx.actor.accountId,
        assigneeId: alert.value.assigneeId ?? ctx.actor.accountId,
      })
      .where(isAlert(ctx, alertId))
    await remember(tx, ctx, alert.value, 'acknowledged', { note: note || null })
    await recordEvent(tx, ctx, 'alert.acknowledged', { detail: { alert: alert.value.kind } })
    return ok()
  })

/** Gives it to one of the partner's people, or takes it from everybody; refuses a person who is not (any more) of the staff. */
export const assignAlert = (
  ctx: Ctx<Staff<'alerts.read'>>,
  { alertId, assigneeId }: AssignAlertInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const alert = await holdUnclosed(tx, ctx, alertId)
    if (!alert.ok) return alert
    if (assigneeId && !(await isStaff(tx, ctx, assigneeId)))
      return refuse('invalid_input', { fields: { assigneeId: 'invalid' } })
    if (alert.value.assigneeId === assigneeId) return ok()
    await tx.update(alerts).set({ assigneeId }).where(isAlert(ctx, alertId))
    await remember(tx, ctx, alert.value, 'assigned', { assigneeId })
    await recordEvent(tx, ctx, 'alert.assigned', { detail: { alert: alert.value.kind, assigneeId } })
    return ok()
  })

/** Sets one kind of alert for this partner. The next look goes by it: what it no longer calls an alert closes then. */
export const saveAlertRule = (
  ctx: Ctx<Staff<'alerts.manage'>>,
  { kind, isOn, threshold, minutes, roles, emails }: SaveRuleInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const [before] = await tx
      .select()
      .from(alertRules)
      .where(and(eq(alertRules.partnerId, partnerId), eq(alertRules.kind, kind)))
    const usual = before ?? usualTerms[kind]
    const rule = {
      isOn,
      threshold: threshold ?? usual.threshold,
      minutes: minutes ?? usual.minutes,
      emailRoles: [...new Set(roles)],
      emailAddresses: emails,
      savedBy: accountId,
      savedAt: ctx.now,
    }
    await tx
      .insert(alertRules)
      .values({ partnerId, kind, ...rule })
      .onConflictDoUpdate({ target: [alertRules.partnerId, alertRules.kind], set: rule })
    await recordEvent(tx, ctx, 'alert.rule_saved', {
      detail: { alert: kind, isOn, threshold: rule.threshold, minutes: rule.minutes },
    })
    return ok()
  })

type AlertRow = typeof alerts.$inferSelect

const isAlert = (ctx: Ctx<Staff>, alertId: string) =>
  and(eq(alerts.partnerId, ctx.actor.partnerId), eq(alerts.id, alertId))

async function holdUnclosed(tx: Tx, ctx: Ctx<Staff>, alertId: string): Promise<Result<AlertRow>> {
  const [row] = await tx.select().from(alerts).where(isAlert(ctx, alertId)).for('update')
  if (!row) return refuse('not_found')
  return row.state === 'closed' ? refuse('alert_closed', { waitsFor: 'staff' }) : ok(row)
}

async function isStaff(tx: Tx, ctx: Ctx<Staff>, accountId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: staff.accountId })
    .from(staff)
    .where(
      and(
        eq(staff.partnerId, ctx.actor.partnerId),
        eq(staff.accountId, accountId),
        isNull(staff.deactivatedAt),
      ),
    )
  return rows.length > 0
}

const remember = (
  tx: Tx,
  ctx: Ctx<Staff>,
  alert: AlertRow,
  move: AlertMove,
  more: { note?: string | null; assigneeId?: string | null },
) =>
  tx.insert(alertHistory).values({
    partnerId: alert.partnerId,
    alertId: alert.id,
    move,
    value: alert.value,
    byId: ctx.actor.accountId,
    at: ctx.now,
    ...more,
  })
