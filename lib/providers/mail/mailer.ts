import { env } from '@/lib/platform/env'
import { ProviderError } from '@/lib/platform/provider-error'
import type { Mailer } from './contract'
import { smtpMailer } from './smtp'

let smtp: { url: string; mailer: Mailer } | null = null

/**
 * Who takes this partner's mail away: the SMTP server where one is set; else, for a sandbox partner, the Sent mail page alone.
 * Throws ProviderError('config') where there is neither.
 */
export function mailerFor(partner: { isSandbox: boolean }): Mailer {
  const { SMTP_URL: url, MAIL_FROM: from, SANDBOX: sandbox } = env()
  if (url) {
    if (smtp?.url !== url) smtp = { url, mailer: smtpMailer(url, from) }
    return smtp.mailer
  }
  if (sandbox && partner.isSandbox) return keepOnly
  throw new ProviderError('config', { message: 'SMTP_URL is not set' })
}

/** A sandbox's mail is read where it is stored. */
const keepOnly: Mailer = async () => {}
