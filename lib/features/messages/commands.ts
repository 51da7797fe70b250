import { and, eq, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { providerCalls } from '@/db/schema/events'
import { messages } from '@/db/schema/messages'
import { partners } from '@/db/schema/partners'
import { formatPaise } from '@/lib/domain/shared/paise'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { currentTime } from '@/lib/platform/clock'
import type { CallMark, Ctx } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
import { redactCommon } from '@/lib/platform/http'
import { instantIn } from '@/lib/platform/i18n/formats'
import type { Locale } from '@/lib/platform/i18n/locales'
import { translatorFor } from '@/lib/platform/i18n/translate'
import { enqueue } from '@/lib/platform/jobs/enqueue'
import { log } from '@/lib/platform/log'
import { ProviderError } from '@/lib/platform/provider-error'
import { mailerFor } from '@/lib/providers/mail/mailer'
import {
  type DeliverMessage,
  type MailTemplate,
  type MailTemplates,
  deliverMessageJob,
  deliveryTries,
  mailPaths,
  waitAfterDelivery,
} from './schema'

export type NewMessage<T extends MailTemplate> = {
  template: T
  /** The e-mail address. */
  to: string
  locale: Locale
  params: MailTemplates[T]
  applicationId?: string
  /** The same key never writes twice at one partner: `fee_settled:<application id>`. */
  dedupeKey: string
}

/**
 * Writes an e-mail into the outbox inside the caller's transaction and asks for its delivery.
 * Returns the message's id, or null when this cause has already written one.
 */
export async function writeMessage<T extends MailTemplate>(
  tx: Tx,
  ctx: Ctx,
  message: NewMessage<T>,
): Promise<string | null> {
  const { partnerId } = ctx.actor
  const [partner] = await tx.select().from(partners).where(eq(partners.id, partnerId))
  if (!partner) throw new Error('a message needs its partner')
  const [row] = await tx
    .insert(messages)
    .values({
      partnerId,
      dedupeKey: message.dedupeKey,
      template: message.template,
      locale: message.locale,
      toEmail: message.to,
      applicationId: message.applicationId ?? null,
      createdAt: ctx.now,
      ...letter(partner, message),
    })
    .onConflictDoNothing({ target: [messages.partnerId, messages.dedupeKey] })
    .returning({ id: messages.id })
  if (!row) return null
  await enqueue(tx, deliverMessageJob, { partnerId, messageId: row.id })
  return row.id
}

/** A letter in staff's own words, filled already. */
export type OwnLetter = {
  to: string
  locale: Locale
  subject: string
  body: string
  applicationId: string
  templateVersionId: string
  /** Who sent it; null for a reminder. */
  sentBy: string | null
  dedupeKey: string
}

/** As `writeMessage`, for a letter that staff wrote; the partner's signature is added. */
export async function writeOwnLetter(tx: Tx, ctx: Ctx, own: OwnLetter): Promise<string | null> {
  const { partnerId } = ctx.actor
  const [partner] = await tx.select().from(partners).where(eq(partners.id, partnerId))
  if (!partner) throw new Error('a message needs its partner')
  const signature = translatorFor(own.locale, 'mail')('signature', {
    partner: partner.name[own.locale],
    supportEmail: partner.supportEmail,
  })
  const [row] = await tx
    .insert(messages)
    .values({
      partnerId,
      dedupeKey: own.dedupeKey,
      template: ownLetterTemplate,
      locale: own.locale,
      toEmail: own.to,
      subject: own.subject,
      body: `${own.body}\n\n${signature}\n`,
      applicationId: own.applicationId,
      templateVersionId: own.templateVersionId,
      sentBy: own.sentBy,
      createdAt: ctx.now,
    })
    .onConflictDoNothing({ target: [messages.partnerId, messages.dedupeKey] })
    .returning({ id: messages.id })
  if (!row) return null
  await enqueue(tx, deliverMessageJob, { partnerId, messageId: row.id })
  return row.id
}

/** What `messages.template` says of a letter in staff's own words. */
export const ownLetterTemplate = 'own_letter'

/** The address of a partner's page, for letters. */
export const partnerAddress = (partner: Partner, path: string): string => `${originOf(partner)}${path}`

/**
 * Sends one queued message. At least once: a crash between sending and noting it sends again under the same Message-ID.
 * A failure is noted and tried again later, up to 8 times, then the message counts as failed. Every try stands in the
 * integration log; `mark` says for which replay or backfill it is made.
 */
export async function deliverMessage(
  { partnerId, messageId }: DeliverMessage,
  mark: CallMark = {},
): Promise<void> {
  const [found] = await database()
    .select({ message: messages, isSandbox: partners.isSandbox, supportEmail: partners.supportEmail })
    .from(messages)
    .innerJoin(partners, eq(partners.id, messages.partnerId))
    .where(and(eq(messages.partnerId, partnerId), eq(messages.id, messageId), eq(messages.state, 'queued')))
  if (!found) return
  const { message, isSandbox, supportEmail } = found
  const mail = {
    messageId,
    to: message.toEmail,
    subject: message.subject,
    text: message.body,
    replyTo: supportEmail,
  }
  const began = performance.now()
  const failure = await send(isSandbox, mail)
  const now = await currentTime()
  const entry = { message, mark, now, durationMs: Math.round(performance.now() - began) }
  if (failure) return noteFailure(entry, failure)
  await database().transaction(async (tx) => {
    await tx
      .update(messages)
      // A code must not stay readable at rest once it is on its way; a sandbox's Sent mail page shows it.
      .set({
        state: 'sent',
        tries: sql`${messages.tries} + 1`,
        sentAt: now,
        lastError: null,
        ...(isSandbox ? {} : withoutCode(message)),
      })
      .where(and(eq(messages.partnerId, partnerId), eq(messages.id, messageId)))
    await logDelivery(tx, entry, { errorKind: null, conclusion: 'taken for delivery' })
  })
}

// A refused delivery is an ordinary day for an outbox, so this is where a mailer's error becomes a fact.
const send = (
  isSandbox: boolean,
  mail: Parameters<ReturnType<typeof mailerFor>>[0],
): Promise<ProviderError | null> =>
  Promise.resolve()
    .then(() => mailerFor({ isSandbox })(mail))
    .then(
      () => null,
      (error: unknown) => {
        if (error instanceof ProviderError) return error
        throw error
      },
    )

type DeliveryEntry = { message: typeof messages.$inferSelect; mark: CallMark; now: Date; durationMs: number }

async function noteFailure(entry: DeliveryEntry, failure: ProviderError): Promise<void> {
  const { partnerId, id: messageId } = entry.message
  log.warn({ messageId, kind: failure.kind }, 'mail was not taken')
  await database().transaction(async (tx) => {
    const [row] = await tx
      .update(messages)
      .set({
        tries: sql`${messages.tries} + 1`,
        lastError: failure.message,
        state: sql`case when ${messages.tries} + 1 >= ${deliveryTries} then 'failed' else 'queued' end`,
      })
      .where(and(eq(messages.partnerId, partnerId), eq(messages.id, messageId), eq(messages.state, 'queued')))
      .returning({ state: messages.state, tries: messages.tries })
    const afterSeconds = row?.state === 'queued' ? waitAfterDelivery(row.tries) : null
    if (afterSeconds !== null)
      await enqueue(tx, deliverMessageJob, { partnerId, messageId }, { afterSeconds })
    const next = afterSeconds === null ? 'given up' : `tried again in ${afterSeconds} s`
    await logDelivery(tx, entry, {
      errorKind: failure.kind,
      conclusion: `${redactCommon(failure.message)}: ${next}`,
    })
  })
}

/** One try at delivering, in the integration log: to whom in outline only, and never what the letter says. */
const logDelivery = (
  tx: Tx,
  { message, mark, now, durationMs }: DeliveryEntry,
  end: { errorKind: string | null; conclusion: string },
) =>
  tx.insert(providerCalls).values({
    partnerId: message.partnerId,
    messageId: message.id,
    applicationId: message.applicationId,
    replayOf: mark.replayOf,
    backfillId: mark.backfillId,
    direction: 'out',
    purpose: 'deliver_mail',
    method: 'SEND',
    path: `/mail/${message.template}`,
    requestBody: JSON.stringify({ to: redactCommon(message.toEmail), language: message.locale }),
    durationMs,
    at: now,
    ...end,
  })

/**
 * One more try at a message that counts as failed, at once; when it fails again it is failed again. Refuses what was sent, is
 * still being tried, or carries a code that has run out. The message keeps its id, so its receiver's server knows a repeat.
 */
export async function redeliverMessage(
  ctx: Ctx,
  { messageId }: { messageId: string },
): Promise<Result<{ state: 'queued' | 'sent' | 'failed' }>> {
  const { partnerId } = ctx.actor
  const isThis = and(eq(messages.partnerId, partnerId), eq(messages.id, messageId))
  const [found] = await database().select().from(messages).where(isThis)
  if (!found) return refuse('not_found')
  if (found.state === 'sent') return refuse('mail_already_sent', { waitsFor: 'staff' })
  if (found.state === 'queued') return refuse('mail_still_tried', { waitsFor: 'staff' })
  if (carriesCode(found.template)) return refuse('mail_code_stale', { waitsFor: 'staff' })
  const claimed = await database().transaction(async (tx) => {
    const [row] = await tx
      .update(messages)
      .set({ state: 'queued', tries: deliveryTries - 1 })
      .where(and(isThis, eq(messages.state, 'failed')))
      .returning({ id: messages.id })
    // Should this process end before it has sent, the worker does.
    if (row) await enqueue(tx, deliverMessageJob, { partnerId, messageId }, { afterSeconds: 60 })
    return row
  })
  if (!claimed) return refuse('mail_still_tried', { waitsFor: 'staff' })
  await deliverMessage({ partnerId, messageId }, ctx.calls)
  const [after] = await database().select({ state: messages.state }).from(messages).where(isThis)
  return ok({ state: after?.state ?? 'failed' })
}

/** Codes run out within minutes: such a letter is never delivered late. */
export const carriesCode = (template: string): boolean =>
  template === 'verify_email' || template === 'reset_password'

type Partner = typeof partners.$inferSelect

/** Subject and body in the reader's language, with the partner's name, the way back and whom to ask. */
function letter<T extends MailTemplate>(partner: Partner, { template, locale, params }: NewMessage<T>) {
  const t = translatorFor(locale, 'mail')
  const number = 'applicationNumber' in params ? String(params.applicationNumber) : ''
  const blanks = {
    ...spelled(locale, params),
    partner: partner.name[locale],
    supportEmail: partner.supportEmail,
    link: `${originOf(partner)}${mailPaths[template](number)}`,
  }
  return {
    subject: t(`${template}.subject`, blanks),
    body: `${t(`${template}.body`, blanks)}\n\n${t('signature', blanks)}\n`,
  }
}

/** `amountPaise` becomes `amount`, written as money; an instant becomes its words in India time. */
function spelled(locale: Locale, params: object): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]: [string, unknown]) => {
      if (value instanceof Date) return [name, instantIn(locale, value)]
      if (name === 'amountPaise' && typeof value === 'number') return ['amount', formatPaise(value)]
      return [name, typeof value === 'number' ? value : String(value)]
    }),
  )
}

/** Where this partner's people reach the portal: APP_URL, on a host of the partner's own. */
function originOf(partner: Partner): string {
  const address = new URL(env().APP_URL)
  if (partner.hosts[0] && !partner.hosts.includes(address.hostname)) address.hostname = partner.hosts[0]
  return address.origin
}

const withoutCode = (message: { template: string; subject: string; body: string }) =>
  carriesCode(message.template) ? { subject: masked(message.subject), body: masked(message.body) } : {}

const masked = (text: string) => text.replace(/(?<!\d)\d{6}(?!\d)/g, '••••••')
