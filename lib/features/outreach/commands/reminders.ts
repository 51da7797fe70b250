import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { applicationCards } from '@/db/schema/lists'
import { reminderRules, reminders } from '@/db/schema/outreach'
import { intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { ofVersion, termsInSql } from '@/lib/features/partners/queries/terms'
import type { Staff, System } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { listReaders } from '../queries/readers'
import type { ReminderRuleInput, SwitchRuleInput } from '../schema'
import { findPublished, mayBeWritten, writeLetter } from './letters'

type Manager = Ctx<Staff<'reminders.manage'>>
type Rule = typeof reminderRules.$inferSelect

/** A new rule looks back this far, so that those who have waited long are not left out, nor those of years ago written to. */
const looksBackDays = 30

/** Writes a reminder rule; a new one is off until it is switched on. Refuses `not_found`, `template_unpublished`, `rule_name_taken`. */
export const saveReminderRule = (
  ctx: Manager,
  { ruleId, ...input }: ReminderRuleInput,
): Promise<Result<{ id: string }>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    if (!(await findPublished(partnerId, input.templateId, tx)))
      return refuse('template_unpublished', { waitsFor: 'staff' })
    if (input.intakeId && !(await isOwnIntake(tx, partnerId, input.intakeId))) return refuse('not_found')
    if (await isNameTaken(tx, partnerId, input.name, ruleId))
      return refuse('rule_name_taken', { waitsFor: 'staff' })
    const [kept] = ruleId
      ? await tx
          .update(reminderRules)
          .set(input)
          .where(byId(partnerId, ruleId))
          .returning({ id: reminderRules.id })
      : await tx
          .insert(reminderRules)
          .values({
            partnerId,
            ...input,
            sweptUntil: secondsAfter(ctx.now, -looksBackDays * 86_400),
            createdBy: accountId,
            createdAt: ctx.now,
          })
          .returning({ id: reminderRules.id })
    if (!kept) return refuse('not_found')
    await recordEvent(tx, ctx, 'reminder.saved', { detail: { rule: input.name } })
    return ok(kept)
  })

/** Switches a rule on or off. On again, it looks back a month at most; nobody gets a reminder twice. */
export const switchReminderRule = (ctx: Manager, { ruleId, to }: SwitchRuleInput): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId } = ctx.actor
    const [rule] = await tx.select().from(reminderRules).where(byId(partnerId, ruleId)).for('update')
    if (!rule) return refuse('not_found')
    const isOn = to === 'on'
    if (rule.isOn === isOn) return ok()
    if (isOn && !(await findPublished(partnerId, rule.templateId, tx)))
      return refuse('template_unpublished', { waitsFor: 'staff' })
    await tx
      .update(reminderRules)
      .set({ isOn, sweptUntil: secondsAfter(ctx.now, -looksBackDays * 86_400) })
      .where(byId(partnerId, ruleId))
    await recordEvent(tx, ctx, isOn ? 'reminder.switched_on' : 'reminder.switched_off', {
      detail: { rule: rule.name },
    })
    return ok()
  })

/** Applications looked at in one go; the sweep goes on until a rule has nothing left. */
const atOnce = 200

/** Sends every reminder that is due, of every partner. Returns how many were written. */
export async function sweepReminders(now?: Date): Promise<number> {
  const at = now ?? (await currentTime())
  const rules = await database()
    .select()
    .from(reminderRules)
    .where(eq(reminderRules.isOn, true))
    .orderBy(asc(reminderRules.partnerId), asc(reminderRules.id))
  let written = 0
  for (const rule of rules) written += await sweepRule(rule, at)
  return written
}

/**
 * Every silence passes a rule's mark once: the sweep looks at the applications whose last event lies between the mark it
 * reached last time and the mark now. A reminder is itself an event, so the next silence begins with it.
 */
async function sweepRule(rule: Rule, now: Date): Promise<number> {
  const until = secondsAfter(now, -rule.afterHours * 3600)
  let from = { at: rule.sweptUntil.toISOString(), id: '00000000-0000-0000-0000-000000000000' }
  let written = 0
  for (;;) {
    const due = await listSilent(rule, from, until, now)
    for (const { id } of due) if (await remind(rule, id, now)) written += 1
    const last = due.at(-1)
    if (!last || due.length < atOnce) break
    from = { at: last.at, id: last.id }
  }
  await database()
    .update(reminderRules)
    .set({ sweptUntil: until })
    .where(and(byId(rule.partnerId, rule.id), lte(reminderRules.sweptUntil, until)))
  return written
}

/** Applications at the rule's step, in an intake that is open, about which nothing was recorded in the given stretch. */
async function listSilent(
  rule: Rule,
  from: { at: string; id: string },
  until: Date,
  now: Date,
): Promise<{ id: string; at: string }[]> {
  const { partnerId, step, intakeId } = rule
  return database()
    .select({ id: applicationCards.applicationId, at: exactTime })
    .from(applicationCards)
    .innerJoin(
      applications,
      and(
        eq(applications.partnerId, applicationCards.partnerId),
        eq(applications.id, applicationCards.applicationId),
      ),
    )
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .leftJoin(intakeVersions, ofVersion)
    .where(
      and(
        eq(applicationCards.partnerId, partnerId),
        sql`(${applicationCards.updatedAt}, ${applicationCards.applicationId}) > (${from.at}::timestamptz, ${from.id}::uuid)`,
        lte(applicationCards.updatedAt, until),
        eq(applicationCards.step, step),
        intakeId ? eq(applicationCards.intakeId, intakeId) : undefined,
        sql`${termsInSql.closesAt} > ${now.toISOString()}::timestamptz`,
        sql`${termsInSql.opensAt} <= ${now.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(applicationCards.updatedAt), asc(applicationCards.applicationId))
    .limit(atOnce)
}

// As text: a Date has no microseconds, and a list that goes on from a rounded time would show rows twice.
const exactTime = sql<string>`${applicationCards.updatedAt}::text`

/** Writes one reminder, in one transaction with its count; false when there were enough, or the reader may not be written to. */
async function remind(rule: Rule, applicationId: string, now: Date): Promise<boolean> {
  const { partnerId, id: ruleId } = rule
  const ctx: Ctx<System> = {
    actor: { kind: 'system', partnerId },
    now,
    source: 'job',
    requestId: `reminder:${ruleId}`,
  }
  const written = await transaction(async (tx) => {
    // Locked first and read afterwards: a query that waits for a lock would read the card as it was before.
    await tx
      .select({ id: applications.id })
      .from(applications)
      .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
      .for('update')
    const [card] = await tx
      .select({ step: applicationCards.step, updatedAt: applicationCards.updatedAt })
      .from(applicationCards)
      .where(
        and(eq(applicationCards.partnerId, partnerId), eq(applicationCards.applicationId, applicationId)),
      )
    const isSilent = card?.step === rule.step && card.updatedAt <= secondsAfter(now, -rule.afterHours * 3600)
    const template = isSilent ? await findPublished(partnerId, rule.templateId, tx) : null
    const [reader] = template ? await listReaders(partnerId, { ids: [applicationId] }, tx) : []
    if (!template || !reader || !mayBeWritten(template, reader).ok) return ok(false)
    const sent = await tx
      .select({ ordinal: reminders.ordinal })
      .from(reminders)
      .where(
        and(
          eq(reminders.partnerId, partnerId),
          eq(reminders.ruleId, ruleId),
          inArray(reminders.applicationId, [applicationId]),
        ),
      )
    if (sent.length >= rule.mostTimes) return ok(false)
    const ordinal = sent.length + 1
    await tx.insert(reminders).values({ partnerId, ruleId, applicationId, ordinal, sentAt: now })
    return ok(await writeLetter(tx, ctx, template, reader, `reminder:${ruleId}:${ordinal}`))
  })
  return written.ok && written.value
}

const byId = (partnerId: string, id: string) =>
  and(eq(reminderRules.partnerId, partnerId), eq(reminderRules.id, id))

async function isNameTaken(tx: Tx, partnerId: string, name: string, exceptId: string | null) {
  const [row] = await tx
    .select({ id: reminderRules.id })
    .from(reminderRules)
    .where(and(eq(reminderRules.partnerId, partnerId), eq(reminderRules.name, name)))
  return Boolean(row && row.id !== exceptId)
}

async function isOwnIntake(tx: Tx, partnerId: string, id: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: intakes.id })
    .from(intakes)
    .where(and(eq(intakes.partnerId, partnerId), eq(intakes.id, id)))
  return Boolean(row)
}
