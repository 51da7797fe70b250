import { createTransport } from 'nodemailer'
import { ProviderError } from '@/lib/platform/provider-error'
import type { Mailer } from './contract'

const timeLimits = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 10_000,
}

/**
 * A mailer for an SMTP server (`smtp://user:password@host:587`). The message's own id is its Message-ID, so that
 * a mail sent twice after a crash is one mail to whoever receives it.
 */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({ url, ...timeLimits })
  return async (mail) => {
    try {
      await transport.sendMail({
        from,
        to: mail.to,
        replyTo: mail.replyTo,
        subject: mail.subject,
        text: mail.text,
        messageId: `<${mail.messageId}@${domainOf(from)}>`,
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      })
    } catch (error) {
      throw new ProviderError('transient', { message: spoken(error) })
    }
  }
}

const domainOf = (from: string) => /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost'

/** What kind of failure it was; the server's own sentence may hold the address, so it stays out. */
function spoken(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown'
  const answer =
    typeof error === 'object' && error !== null && 'responseCode' in error
      ? ` ${String(error.responseCode)}`
      : ''
  return `mail server: ${code}${answer}`
}
