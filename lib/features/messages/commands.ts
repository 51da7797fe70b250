import { and, eq, sql } from 'drizzle-orm'
import { type Tx, database } from '@/db/client'
import { messages } from '@/db/schema/messages'
import { partners } from '@/db/schema/partners'
import { formatPaise } from '@/lib/domain/shared/paise'
import { currentTime } from '@/lib/platform/clock'
import type { Ctx } from '@/lib/platform/context'
import { env } from '@/lib/platform/env'
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

/**
 * Sends one queued message. At least once: a crash between sending and noting it sends again under the same Message-ID.
 * A failure is noted and tried again later, up to 8 times, then the message counts as failed.
 */
export async function deliverMessage({ partnerId, messageId }: DeliverMessage): Promise<void> {
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
  const failure = await send(isSandbox, mail)
  if (failure) return noteFailure({ partnerId, messageId }, failure)
  await database()
    .update(messages)
    // A code must not stay readable at rest once it is on its way; a sandbox's Sent mail page shows it.
    .set({
      state: 'sent',
      tries: sql`${messages.tries} + 1`,
      sentAt: await currentTime(),
      lastError: null,
      ...(isSandbox ? {} : withoutCode(message)),
    })
    .where(and(eq(messages.partnerId, partnerId), eq(messages.id, messageId)))
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

async function noteFailure({ partnerId, messageId }: DeliverMessage, failure: ProviderError): Promise<void> {
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
    if (row?.state === 'queued') {
      await enqueue(
        tx,
        deliverMessageJob,
        { partnerId, messageId },
        { afterSeconds: waitAfterDelivery(row.tries) },
      )
    }
  })
}

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
  message.template === 'verify_email' || message.template === 'reset_password'
    ? { subject: masked(message.subject), body: masked(message.body) }
    : {}

const masked = (text: string) => text.replace(/(?<!\d)\d{6}(?!\d)/g, '••••••')
