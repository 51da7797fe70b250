import { useTranslations } from 'next-intl'
import { FactList } from '@/components/staff/fact-list'
import { BackLink } from '@/components/ui/back-link'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { CallDetail } from '@/lib/features/partners/queries/integration-log'
import { CallBodies } from './call-bodies'
import { CallOutcome } from './call-outcome'

/** One exchange with an outside system: what was asked, what came back, what we concluded, and whom it concerns. */
export function StaffCall({ call }: { call: CallDetail }) {
  const t = useTranslations('staff')
  const id = (value: string | null, label: string) => value && <CopyableId value={value} label={label} />
  return (
    <>
      <BackLink href="/staff/integrations">{t('integrations.title')}</BackLink>
      <PageTitle dense actions={<CallOutcome status={call.status} errorKind={call.errorKind} />}>
        {t(`purpose.${call.purpose}`)}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <FactList
          facts={[
            { key: 'at', label: t('integrations.time'), value: <Instant at={call.at} /> },
            { key: 'direction', label: t('integrations.direction'), value: t(`direction.${call.direction}`) },
            { key: 'connection', label: t('integrations.connection'), value: call.connection },
            {
              key: 'request',
              label: t('integrations.address'),
              value: <code className="font-mono">{`${call.method} ${call.path}`}</code>,
            },
            {
              key: 'ms',
              label: t('integrations.took'),
              value: call.durationMs !== null && t('integrations.ms', { ms: call.durationMs }),
            },
            { key: 'conclusion', label: t('integrations.conclusion'), value: call.conclusion },
            {
              key: 'application',
              label: t('applications.number'),
              value: call.applicationNumber && (
                <TextLink href={`/staff/applications/${call.applicationNumber}`}>
                  {call.applicationNumber}
                </TextLink>
              ),
            },
            { key: 'attempt', label: t('truth.id'), value: id(call.attemptId, t('truth.id')) },
            {
              key: 'order',
              label: t('integrations.order_id'),
              value: id(call.orderId, t('integrations.order_id')),
            },
            { key: 'id', label: t('integrations.id'), value: id(call.id, t('integrations.id')) },
          ]}
        />
        <p className="text-sm text-muted">{t('integrations.redacted')}</p>
        <CallBodies request={call.requestBody} response={call.responseBody} />
      </div>
    </>
  )
}
