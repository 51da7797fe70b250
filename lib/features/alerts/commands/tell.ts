import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { accounts, staff } from '@/db/schema/accounts'
import { alertRules, type alerts } from '@/db/schema/alerts'
import { messages } from '@/db/schema/messages'
import { connections } from '@/db/schema/partners'
import { type AlertKind, usualReaders } from '@/lib/domain/alerts/alert'
import { writeMessage } from '@/lib/features/messages/commands'
import type { System } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import type { Locale } from '@/lib/platform/i18n/locales'

type AlertRow = typeof alerts.$inferSelect
type Reader = { email: string; locale: Locale }

/** Mails an opened alert to whom its rule names: each once for each opening. `label` is the connection's, if it is about one. */
export async function tellOpened(
  tx: Tx,
  ctx: Ctx<System>,
  alert: AlertRow,
  label: string | null,
): Promise<void> {
  const { kind, value, openings } = alert
  for (const { email, locale } of await readersOf(tx, alert.partnerId, kind))
    await writeMessage(tx, ctx, {
      template: 'alert_opened',
      to: email,
      locale,
      params: { alert: kind, label: label ?? 'none', value, openings },
      dedupeKey: openedKey(alert, email),
    })
}

/** Says that an alert is over, to those who were told of this opening. */
export async function tellClosed(tx: Tx, ctx: Ctx<System>, alert: AlertRow): Promise<void> {
  const readers = await readersOf(tx, alert.partnerId, alert.kind)
  const told = await tx
    .select({ key: messages.dedupeKey })
    .from(messages)
    .where(
      and(
        eq(messages.partnerId, alert.partnerId),
        inArray(messages.dedupeKey, ['', ...readers.map(({ email }) => openedKey(alert, email))]),
      ),
    )
  const keys = new Set(told.map(({ key }) => key))
  const label = await labelOf(tx, alert)
  for (const { email, locale } of readers.filter((reader) => keys.has(openedKey(alert, reader.email))))
    await writeMessage(tx, ctx, {
      template: 'alert_closed',
      to: email,
      locale,
      params: { alert: alert.kind, label: label ?? 'none' },
      dedupeKey: `alert_closed:${alert.id}:${alert.openings}:${email}`,
    })
}

const openedKey = ({ id, openings }: AlertRow, email: string) => `alert_opened:${id}:${openings}:${email}`

/** Everybody with a role that the rule names, in their language, and the addresses it names, in English. */
async function readersOf(tx: Tx, partnerId: string, kind: AlertKind): Promise<Reader[]> {
  const [rule] = await tx
    .select()
    .from(alertRules)
    .where(and(eq(alertRules.partnerId, partnerId), eq(alertRules.kind, kind)))
  const roles = rule ? rule.emailRoles : [...usualReaders[kind]]
  const people =
    roles.length === 0
      ? []
      : await tx
          .select({ email: accounts.email, locale: accounts.locale })
          .from(staff)
          .innerJoin(accounts, and(eq(accounts.partnerId, staff.partnerId), eq(accounts.id, staff.accountId)))
          .where(and(eq(staff.partnerId, partnerId), inArray(staff.role, roles), isNull(staff.deactivatedAt)))
  const known = new Set(people.map(({ email }) => email.toLowerCase()))
  const others = (rule?.emailAddresses ?? []).filter((email) => !known.has(email.toLowerCase()))
  return [...people, ...others.map((email): Reader => ({ email, locale: 'en' }))]
}

async function labelOf(tx: Tx, { partnerId, connectionId }: AlertRow): Promise<string | null> {
  if (!connectionId) return null
  const [row] = await tx
    .select({ label: connections.label })
    .from(connections)
    .where(and(eq(connections.partnerId, partnerId), eq(connections.id, connectionId)))
  return row?.label ?? null
}
