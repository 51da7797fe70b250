import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'

/** How an exchange ended: the status, or the kind of failure. */
export function CallOutcome({ status, errorKind }: { status: number | null; errorKind: string | null }) {
  const t = useTranslations('staff')
  if (errorKind) {
    // A plain status says it all; only what it cannot say has words beside it.
    const isPlain = errorKind === `http_${status}` && status !== 429
    const kind = isPlain ? '' : t('error_kind', { kind: errorKind })
    return <Badge tone="bad">{`${status ?? ''} ${kind}`.trim()}</Badge>
  }
  return (
    <Badge tone={status === null ? 'neutral' : status < 400 ? 'good' : 'warn'}>
      {status ?? t('integrations.no_status')}
    </Badge>
  )
}
