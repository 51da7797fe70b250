import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { CallDetail, CallListRow } from '@/lib/features/partners/queries/integration-log'
import { CallBodies } from './call-bodies'
import { CallOutcome } from './call-outcome'
import { CallTries } from './call-tries'

/** One exchange with an outside system: what was asked, what came back, what we concluded, and whom it concerns. */
export function StaffCall({
  call,
  tries,
  children,
}: {
  call: CallDetail
  tries: CallListRow[]
  /** What may be done with it: its replay. */
  children: ReactNode
}) {
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
            {
              key: 'connection',
              label: t('integrations.connection'),
              value: call.connection ?? t('integrations.mail'),
            },
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
            {
              key: 'message',
              label: t('integrations.message'),
              value: call.messageId && (
                <TextLink href={`/staff/mail/${call.messageId}`}>{t('integrations.open_message')}</TextLink>
              ),
            },
            {
              key: 'replay_of',
              label: t('integrations.replay_of'),
              value: call.replayOf && (
                <TextLink href={`/staff/integrations/${call.replayOf}`}>
                  {t('integrations.replayed_one')}
                </TextLink>
              ),
            },
            {
              key: 'backfill',
              label: t('integrations.backfill'),
              value: call.backfillId && (
                <TextLink href={`/staff/integrations/backfills/${call.backfillId}`}>
                  {t('integrations.open_backfill')}
                </TextLink>
              ),
            },
            { key: 'id', label: t('integrations.id'), value: id(call.id, t('integrations.id')) },
          ].filter(({ key, value }) => value || !rare.includes(key))}
        />
        {children}
        <Panel title={t('integrations.exchange')}>
          <p className="text-sm text-muted">{t('integrations.redacted')}</p>
          <CallBodies request={call.requestBody} response={call.responseBody} />
        </Panel>
        {tries.length > 1 && (
          <Panel title={t('integrations.tries')}>
            <CallTries tries={tries} here={call.id} />
          </Panel>
        )}
      </div>
    </>
  )
}

/** Facts that most exchanges do not have: left out rather than shown as a dash. */
const rare = ['message', 'replay_of', 'backfill']
