import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { healthTone } from '@/components/staff/words'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { ConnectionDetail } from '@/lib/features/partners/queries/connection'
import type { ConnectionBudget } from '@/lib/features/partners/queries/connection-budget'
import { CallBudget } from './call-budget'
import { CapabilityList } from './capability-list'
import { ConnectionForm } from './connection-form'
import { ConnectionTest } from './connection-test'

/** One connection: whether it works, its settings, what its provider can do, and how much of its budget is used. */
export function ConnectionScreen({
  connection,
  budget,
  partnerName,
}: {
  connection: ConnectionDetail
  budget: ConnectionBudget | null
  partnerName: string
}) {
  const t = useTranslations('connections')
  const { id, kind, provider, providerLabel, label, capabilities, fields } = connection
  return (
    <ClientMessages also={['connections', 'refusals', 'accounts']}>
      <BackLink href="/staff/settings">{t('back')}</BackLink>
      <PageTitle dense caption={t('of_provider', { kind, provider: providerLabel })}>
        {label}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Health connection={connection} />
        <Panel title={t('form.title')}>
          {connection.isKnown ? (
            <ConnectionForm
              connection={{ id, provider, label, fields, hasCatalogue: capabilities?.hasCatalogue ?? false }}
              partnerName={partnerName}
            />
          ) : (
            <Notice tone="warn">
              <p>{t('form.unknown_provider', { provider })}</p>
            </Notice>
          )}
        </Panel>
        {budget && (
          <Panel title={t('budget.title')}>
            <CallBudget id={id} budget={budget} />
          </Panel>
        )}
        {capabilities && (
          <Panel title={t('can.title', { label: providerLabel })}>
            <p className="measure text-sm text-muted">{t('can.lead')}</p>
            <CapabilityList capabilities={capabilities} />
          </Panel>
        )}
        <UsedBy connection={connection} />
      </div>
    </ClientMessages>
  )
}

function Health({ connection }: { connection: ConnectionDetail }) {
  const t = useTranslations('connections')
  const staff = useTranslations('staff')
  const { id, provider, label, health, healthReason, healthChangedAt, isComplete, lastTest } = connection
  const missing = connection.missing.map((name) =>
    t.has(`fields.${provider}.${name}.label`) ? t(`fields.${provider}.${name}.label`) : name,
  )
  return (
    <Panel title={t('health.title')}>
      <FactList
        facts={[
          {
            key: 'state',
            label: t('health.state'),
            value: <Badge tone={healthTone[health]}>{staff(`health.${health}`)}</Badge>,
          },
          ...(healthReason
            ? [
                {
                  key: 'reason',
                  label: t('health.reason'),
                  value: <code className="font-mono">{healthReason}</code>,
                },
              ]
            : []),
          {
            key: 'since',
            label: t('health.since'),
            value: healthChangedAt && <Instant at={healthChangedAt} />,
          },
          {
            key: 'complete',
            label: t('health.complete'),
            value: (
              <Badge tone={isComplete ? 'good' : 'bad'}>
                {staff(isComplete ? 'settings.complete' : 'settings.incomplete')}
              </Badge>
            ),
          },
          ...(missing.length > 0
            ? [{ key: 'missing', label: t('health.missing'), value: missing.join(', ') }]
            : []),
          { key: 'test', label: t('health.last_test'), value: <LastTest test={lastTest} /> },
        ]}
      />
      <p className="text-sm">
        <TextLink href={`/staff/integrations?connection=${encodeURIComponent(label)}`}>
          {t('health.log')}
        </TextLink>
      </p>
      <ConnectionTest id={id} providerLabel={connection.providerLabel} />
      {connection.capabilities && (
        <p className="text-sm">
          <TextLink href={`/staff/settings/connections/${id}/conformance`}>{t('conformance.link')}</TextLink>
        </p>
      )}
    </Panel>
  )
}

function LastTest({ test }: { test: ConnectionDetail['lastTest'] }) {
  const t = useTranslations('connections.health')
  if (!test) return t('never_tested')
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Badge tone={test.hasPassed ? 'good' : 'bad'}>
        {t(test.hasPassed ? 'test_passed' : 'test_failed')}
      </Badge>
      <TextLink href={`/staff/integrations/${test.callId}`}>
        <Instant at={test.at} />
      </TextLink>
    </span>
  )
}

function UsedBy({ connection: { kind, intakes } }: { connection: ConnectionDetail }) {
  const t = useTranslations('connections.used_by')
  return (
    <Panel title={t('title')}>
      {intakes.length === 0 ? (
        <p className="text-sm text-muted">{t('none')}</p>
      ) : (
        <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {intakes.map(({ id, code }) => (
            <li key={id}>
              {kind === 'assessment' ? (
                <TextLink href={`/staff/settings/intakes/${id}`}>{code}</TextLink>
              ) : (
                code
              )}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
