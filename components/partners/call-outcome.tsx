import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'

/** How an exchange ended: the status, or the kind of failure. */
export function CallOutcome({ status, errorKind }: { status: number | null; errorKind: string | null }) {
  const t = useTranslations('staff')
  if (errorKind)
    return <Badge tone="bad">{`${status ?? ''} ${t('error_kind', { kind: errorKind })}`.trim()}</Badge>
  return (
    <Badge tone={status === null ? 'neutral' : status < 400 ? 'good' : 'warn'}>
      {status ?? t('integrations.no_status')}
    </Badge>
  )
}
