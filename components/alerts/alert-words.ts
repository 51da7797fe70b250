import { useTranslations } from 'next-intl'
import type { Tone } from '@/components/ui/tone'
import type { AlertKind, AlertState } from '@/lib/domain/alerts/alert'

export const alertTone: Record<AlertState, Tone> = { open: 'bad', acknowledged: 'warn', closed: 'good' }

type Told = { kind: AlertKind; subject: string; value: number; minutes: number; connection: string | null }

/** What an alert says, in one sentence of the reader's language. */
export function useAlertWords(): (alert: Told) => string {
  const t = useTranslations('alerts')
  return ({ kind, subject, value, minutes, connection }) =>
    t(`says.${kind}`, {
      value,
      minutes,
      hours: Math.round(minutes / 60),
      connection: connection ?? '–',
      line: subject,
    })
}

/** Where the thing that an alert is about is looked at. */
export function thingBehind({
  kind,
  subject,
  connectionId,
  connection,
}: Told & { connectionId: string | null }) {
  const at = connection ? `&connection=${encodeURIComponent(connection)}` : ''
  const lines: Record<string, string> = {
    mail: '/staff/mail?state=queued',
    attempts: '/staff/assessments',
    orders: '/staff/payments',
  }
  const places: Record<AlertKind, string> = {
    connection_unhealthy: `/staff/integrations?outcome=failed${at}`,
    rate_limited: `/staff/integrations?outcome=busy${at}`,
    stale_results: '/staff/assessments',
    mail_failing: '/staff/integrations?outcome=failed&connection=mail',
    backlog: lines[subject] ?? '/staff/integrations',
    paid_not_unlocked: '/staff/payments',
    reconciliation_open: '/staff/payments',
  }
  return { href: places[kind], connectionHref: connectionId && `/staff/settings/connections/${connectionId}` }
}
