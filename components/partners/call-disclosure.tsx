import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import { TextLink } from '@/components/ui/text-link'
import { CallBodies } from './call-bodies'
import { CallOutcome } from './call-outcome'

type Call = {
  id: string
  at: Date
  purpose: string
  method: string
  path: string
  status: number | null
  durationMs: number | null
  errorKind: string | null
  conclusion: string | null
  requestBody: string | null
  responseBody: string | null
}

/** One exchange with an outside system in a line; its redacted bodies one press away. */
export function CallDisclosure({ call, mayOpenLog }: { call: Call; mayOpenLog: boolean }) {
  const t = useTranslations('staff')
  return (
    <Disclosure
      summary={
        <span className="text-sm">
          {t(`purpose.${call.purpose}`)} <CallOutcome status={call.status} errorKind={call.errorKind} />{' '}
          {call.durationMs !== null && <Badge>{t('integrations.ms', { ms: call.durationMs })}</Badge>}
        </span>
      }
    >
      <div className="flex flex-col gap-2 text-sm">
        <p className="text-muted">
          <Instant at={call.at} /> ·{' '}
          <code className="font-mono wrap-anywhere">{`${call.method} ${call.path}`}</code>
        </p>
        {call.conclusion && <p>{t('integrations.we_concluded', { conclusion: call.conclusion })}</p>}
        <CallBodies request={call.requestBody} response={call.responseBody} />
        {mayOpenLog && <TextLink href={`/staff/integrations/${call.id}`}>{t('integrations.open')}</TextLink>}
      </div>
    </Disclosure>
  )
}
