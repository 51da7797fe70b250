import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { Refreshing } from '@/components/staff/refreshing'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Checkbox } from '@/components/ui/checkbox'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Tone } from '@/components/ui/tone'
import { startConformance } from '@/lib/features/partners/actions'
import type { ConnectionConformance, RunLine, RunState } from '@/lib/features/partners/queries/conformance'
import { CheckTitle } from './check-title'
import { ConformanceResult } from './conformance-result'

/** Whether a connection keeps its contract: the run under way, the newest result with its certificate, and earlier runs. */
export function ConformanceScreen({ conformance }: { conformance: ConnectionConformance }) {
  const t = useTranslations('connections.conformance')
  const { id, provider, label, providerLabel, running, drift, runs } = conformance
  return (
    <ClientMessages also={['connections', 'refusals']}>
      <BackLink href={`/staff/settings/connections/${id}`}>{t('back', { label })}</BackLink>
      <PageTitle
        dense
        caption={t('caption', { provider: providerLabel })}
        lead={t('lead', { provider: providerLabel })}
      >
        {t('page_title', { label })}
      </PageTitle>
      <div className="flex flex-col gap-6">
        {drift.length > 0 && <Drift drift={drift} />}
        {running ? <Running running={running} provider={provider} /> : <Start conformance={conformance} />}
        <ConformanceResult conformance={conformance} />
        <Panel title={t('history.title')}>
          <DataTable
            caption={t('history.title')}
            captionHidden
            stacks
            columns={useRunColumns()}
            rows={runs}
            rowKey={(run) => run.id}
            dense
            empty={<p className="text-sm text-muted">{t('history.none')}</p>}
          />
        </Panel>
      </div>
    </ClientMessages>
  )
}

function Start({ conformance: { id, isComplete } }: { conformance: ConnectionConformance }) {
  const t = useTranslations('connections.conformance.start')
  return (
    <Panel title={t('title')}>
      {isComplete ? (
        <ActionForm
          action={startConformance}
          fields={{ connectionId: id }}
          className="flex flex-col items-start gap-3"
        >
          <Checkbox name="write" label={t('write')} hint={t('write_hint')} />
          <SubmitButton size="dense" pendingLabel={t('pending')}>
            {t('button')}
          </SubmitButton>
        </ActionForm>
      ) : (
        <Notice tone="warn">
          <p>{t('incomplete')}</p>
        </Notice>
      )}
    </Panel>
  )
}

function Running({
  running,
  provider,
}: {
  running: NonNullable<ConnectionConformance['running']>
  provider: string
}) {
  const t = useTranslations('connections.conformance.running')
  const { done, total, id, title } = running
  return (
    <Notice tone="info" title={t('title')} live="status">
      <Refreshing everySeconds={2} />
      {total === 0 ? (
        <p>{t('waiting')}</p>
      ) : (
        <>
          <progress
            max={total}
            value={done}
            aria-label={t('title')}
            className="w-full max-w-md accent-brand"
          />
          <p className="figures">{t('progress', { done, total })}</p>
          <p className="text-sm">
            {t('now')} <CheckTitle provider={provider} id={id} title={title} />
          </p>
        </>
      )}
      <p className="text-sm">{t('lead')}</p>
    </Notice>
  )
}

function Drift({ drift }: { drift: ConnectionConformance['drift'] }) {
  const t = useTranslations('connections.conformance.drift')
  return (
    <Notice tone="warn" title={t('title')}>
      <p className="measure">{t('lead')}</p>
      <ul className="flex flex-col gap-1 font-mono text-sm wrap-anywhere">
        {drift.map(({ answer, path, change, before, now }) => (
          <li key={`${answer} ${path}`}>
            {t(change, { answer, path, before: before.join(', '), now: now.join(', ') })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const stateTones: Record<RunState, Tone> = {
  running: 'waiting',
  held: 'good',
  differed: 'bad',
  unchecked: 'warn',
  not_made: 'warn',
  given_up: 'warn',
}

function useRunColumns(): Column<RunLine>[] {
  const t = useTranslations('connections.conformance')
  return [
    { key: 'started', header: t('history.started'), cell: ({ startedAt }) => <Instant at={startedAt} /> },
    {
      key: 'kind',
      header: t('history.kind'),
      cell: ({ isWrite }) => t(isWrite ? 'kind.writing' : 'kind.reading'),
    },
    {
      key: 'state',
      header: t('history.state'),
      cell: ({ state }) => <Badge tone={stateTones[state]}>{t(`state.${state}`)}</Badge>,
    },
  ]
}
