import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { type Fact, FactList } from '@/components/staff/fact-list'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { percentOf, settledOf } from '@/lib/domain/bulk/run'
import { confirmBulkRun, stopBulkRun } from '@/lib/features/bulk/actions'
import type { ReasonGroup } from '@/lib/features/bulk/queries/items'
import type { BulkRunView } from '@/lib/features/bulk/queries/runs'
import { ManyTabs } from './many-tabs'
import { ProgressBar } from './progress-bar'
import { ReasonTable } from './reason-table'
import { RefreshesItself } from './refreshes-itself'
import { RunItems, type ItemsPage } from './run-items'
import { runTone, useChoiceName, useKindName } from './run-words'

/** One bulk run from its dry run to its results. `isStale`: the dry run is too old to confirm. */
export function RunScreen({
  run,
  reasons,
  items,
  isStale,
}: {
  run: BulkRunView
  reasons: ReasonGroup[]
  items: ItemsPage
  isStale: boolean
}) {
  const t = useTranslations('bulk')
  return (
    <>
      <PageTitle dense caption={<Badge tone={runTone[run.state]}>{t(`state.${run.state}`)}</Badge>}>
        {useKindName()(run.kind)}
      </PageTitle>
      <ManyTabs current="bulk" />
      {(run.state === 'judging' || run.state === 'running') && <RefreshesItself everySeconds={2} />}
      <div className="flex flex-col gap-6">
        <RunFacts run={run} />
        <Now run={run} reasons={reasons} isStale={isStale} />
        {run.state !== 'judging' && <RunItems run={run} items={items} />}
      </div>
    </>
  )
}

function RunFacts({ run }: { run: BulkRunView }) {
  const t = useTranslations('bulk')
  const choiceName = useChoiceName(run.kind)
  const { target } = run
  const facts: Fact[] = [
    { key: 'by', label: t('run.by'), value: run.by },
    { key: 'at', label: t('run.at'), value: <Instant at={run.createdAt} /> },
    {
      key: 'target',
      label: t('run.target'),
      value:
        target.by === 'choice' ? (
          t('run.target_choice')
        ) : (
          <>
            {t('run.target_filter')}{' '}
            <TextLink href={`/staff/applications?${target.query}`}>{t('run.target_show')}</TextLink>
          </>
        ),
    },
    ...run.chosen.map(({ field, values }) => ({
      key: `chosen-${field}`,
      label: t(`kinds.${run.kind}.fields.${field}`),
      value: values.map(choiceName).join(', '),
    })),
  ]
  if (run.confirmedAt)
    facts.push({ key: 'confirmed', label: t('run.confirmed'), value: <Instant at={run.confirmedAt} /> })
  if (run.startsAt)
    facts.push({ key: 'starts', label: t('run.starts'), value: <Instant at={run.startsAt} /> })
  if (run.endedAt) facts.push({ key: 'ended', label: t('run.ended'), value: <Instant at={run.endedAt} /> })
  return <FactList facts={facts} />
}

function Now({ run, reasons, isStale }: { run: BulkRunView; reasons: ReasonGroup[]; isStale: boolean }) {
  const t = useTranslations('bulk.run')
  if (run.state === 'judging')
    return (
      <Panel title={t('judging_title')}>
        <p className="measure">{t('judging_body')}</p>
        <ProgressBar
          percent={run.total === 0 ? 0 : Math.floor((run.judged / run.total) * 100)}
          label={t('progress', { settled: run.judged, total: run.total })}
        />
        <StopForm run={run} label={t('stop')} />
      </Panel>
    )
  if (run.state === 'judged')
    return (
      <Panel title={t('dry_title')}>
        <p>{t('dry_body')}</p>
        <Counts
          counts={[
            { key: 'change', count: run.wouldChange },
            { key: 'already', count: run.alreadySo },
            { key: 'refused', count: run.wouldRefuse },
          ]}
        />
        <ReasonTable reasons={reasons} />
        <Confirm run={run} isStale={isStale} />
      </Panel>
    )
  return (
    <Panel title={t(`${run.state}_title`)}>
      {run.state === 'running' && <p className="measure">{t('running_body')}</p>}
      {run.state === 'stopped' && <WhyStopped run={run} />}
      {run.confirmedAt && (
        <>
          <ProgressBar
            percent={percentOf(run)}
            label={t('progress', { settled: settledOf(run), total: run.total })}
          />
          <Counts
            counts={[
              { key: 'done', count: run.done },
              { key: 'skipped', count: run.skipped },
              { key: 'refused', count: run.refused, label: 'outcome_refused' },
              ...(run.state === 'stopped' ? [{ key: 'waiting', count: run.total - settledOf(run) }] : []),
            ]}
          />
        </>
      )}
      {run.state === 'running' && (
        <div className="flex flex-col gap-1">
          <StopForm run={run} label={t('stop')} />
          <p className="text-sm text-muted">{t('stop_body')}</p>
        </div>
      )}
      {run.state !== 'running' && <ReasonTable reasons={reasons} />}
    </Panel>
  )
}

function Counts({ counts }: { counts: { key: string; count: number; label?: string }[] }) {
  const t = useTranslations('bulk.run')
  return (
    <ul className="flex flex-wrap gap-x-8 gap-y-2">
      {counts.map(({ key, count, label }) => (
        <li key={key} className="flex items-baseline gap-2">
          <span className="figures text-2xl font-semibold">{count.toLocaleString('en-IN')}</span>
          <span className="text-sm text-muted">{t(label ?? key)}</span>
        </li>
      ))}
    </ul>
  )
}

function Confirm({ run, isStale }: { run: BulkRunView; isStale: boolean }) {
  const t = useTranslations('bulk.run')
  const because = whyShut(run, isStale)
  const words = t('confirm', { count: run.wouldChange })
  return (
    <div className="flex flex-wrap items-start gap-3">
      {because ? (
        <LockedAction because={t(because, { name: run.by })}>{words}</LockedAction>
      ) : (
        <ClientMessages also={['refusals']}>
          <ActionForm action={confirmBulkRun} fields={{ runId: run.id }}>
            <SubmitButton size="dense">{words}</SubmitButton>
            <label className="flex flex-col gap-1 text-sm">
              <span className="font-semibold">{t('starts_at')}</span>
              <input
                type="datetime-local"
                name="startsAt"
                className="min-h-9 w-fit rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink"
              />
            </label>
            <p className="measure text-sm text-muted">{t('confirm_body')}</p>
          </ActionForm>
        </ClientMessages>
      )}
      {run.isAllowed && run.target.by === 'filter' && (
        <ButtonLink
          size="dense"
          look="secondary"
          href={`/staff/bulk/new?${new URLSearchParams([['kind', run.kind], ...new URLSearchParams(run.target.query)])}`}
        >
          {t('again')}
        </ButtonLink>
      )}
      <StopForm run={run} label={t('discard')} />
    </div>
  )
}

/** What the command would refuse, said before it is pressed. */
function whyShut(
  run: BulkRunView,
  isStale: boolean,
): 'not_allowed' | 'not_yours' | 'stale' | 'nothing' | null {
  if (!run.isAllowed) return 'not_allowed'
  if (!run.isOwn) return 'not_yours'
  if (run.wouldChange === 0) return 'nothing'
  return isStale ? 'stale' : null
}

function StopForm({ run, label }: { run: BulkRunView; label: string }) {
  const t = useTranslations('bulk.run')
  if (!run.isAllowed) return <LockedAction because={t('not_allowed')}>{label}</LockedAction>
  return (
    <ClientMessages also={['refusals']}>
      <ActionForm action={stopBulkRun} fields={{ runId: run.id }}>
        <SubmitButton size="dense" look={run.state === 'judged' ? 'secondary' : 'danger'}>
          {label}
        </SubmitButton>
      </ActionForm>
    </ClientMessages>
  )
}

function WhyStopped({ run }: { run: BulkRunView }) {
  const t = useTranslations('bulk.run')
  return (
    <Notice tone="warn">
      <p>
        {run.stopReason === 'permission'
          ? t('stopped_permission')
          : t('stopped_person', { name: run.stopper ?? '–' })}
      </p>
    </Notice>
  )
}
