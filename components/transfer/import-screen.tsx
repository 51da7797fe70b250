import { useLocale, useTranslations } from 'next-intl'
import { ManyTabs } from '@/components/bulk/many-tabs'
import { ProgressBar } from '@/components/bulk/progress-bar'
import { RefreshesItself } from '@/components/bulk/refreshes-itself'
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
import { confirmImport, stopImport } from '@/lib/features/transfer/actions'
import type { ImportRowsPage, ImportView } from '@/lib/features/transfer/queries/imports'
import { instantIn } from '@/lib/platform/i18n/formats'
import { ImportRows } from './import-rows'
import { importTone } from './import-words'
import { MapColumns } from './map-columns'

/** One import from its columns to its result. `isRemapping`: the columns are being matched anew. */
export function ImportScreen({
  run,
  rows,
  isRemapping,
}: {
  run: ImportView
  rows: ImportRowsPage
  isRemapping: boolean
}) {
  const t = useTranslations('transfer.import')
  const locale = useLocale()
  const isMapping = run.state === 'mapping' || (run.state === 'checked' && isRemapping)
  return (
    <>
      <PageTitle dense caption={<Badge tone={importTone[run.state]}>{t(`state.${run.state}`)}</Badge>}>
        {t('one_title')}
      </PageTitle>
      <ManyTabs current="imports" />
      {(run.state === 'checking' || run.state === 'running') && <RefreshesItself everySeconds={2} />}
      <div className="flex flex-col gap-6">
        <FactList facts={useFacts(run)} />
        {run.sameFile && (
          <Notice tone="warn">
            <p>{t('same_file', { at: instantIn(locale, run.sameFile.at), by: run.sameFile.by })}</p>
          </Notice>
        )}
        {isMapping ? <MapColumns run={run} /> : <Now run={run} />}
        {!isMapping && <ImportRows run={run} page={rows} />}
      </div>
    </>
  )
}

function useFacts(run: ImportView): Fact[] {
  const t = useTranslations('transfer.import')
  const delimiter = t(`delimiter.${run.delimiter}`)
  const facts: Fact[] = [
    { key: 'file', label: t('facts.file'), value: run.fileName },
    { key: 'rows', label: t('facts.rows'), value: run.total.toLocaleString('en-IN') },
    { key: 'read_as', label: t('facts.read_as'), value: t('read_as', { encoding: run.encoding, delimiter }) },
    { key: 'by', label: t('facts.by'), value: run.by },
    { key: 'at', label: t('facts.at'), value: <Instant at={run.createdAt} /> },
  ]
  if (run.state === 'mapping') return facts
  return [
    ...facts,
    { key: 'intake', label: t('facts.intake'), value: run.intakeCode },
    { key: 'invite', label: t('facts.invite'), value: t(run.sendsInvitations ? 'facts.yes' : 'facts.no') },
  ]
}

function Now({ run }: { run: ImportView }) {
  const t = useTranslations('transfer.import')
  if (run.state === 'mapping') return null
  const judged = run.ready + run.wrong + run.already
  if (run.state === 'checking')
    return (
      <Panel title={t('checking_title')}>
        <p className="measure">{t('wait')}</p>
        <Progress run={run} settled={judged} />
        <Stop run={run} />
      </Panel>
    )
  if (run.state === 'checked')
    return (
      <Panel title={t('checked_title')}>
        <p>{t('nothing_yet')}</p>
        <Counts counts={{ ready: run.ready, already: run.already, wrong: run.wrong }} />
        <div className="flex flex-wrap items-start gap-3">
          <Confirm run={run} />
          <ButtonLink size="dense" look="secondary" href={`/staff/imports/${run.id}?columns=1`}>
            {t('remap')}
          </ButtonLink>
          <Stop run={run} />
        </div>
      </Panel>
    )
  return (
    <Panel title={t(`${run.state}_title`)}>
      {run.state === 'running' && <p className="measure">{t('wait')}</p>}
      {run.confirmedAt && (
        <>
          <Progress run={run} settled={run.total - run.ready} />
          <Counts
            counts={{
              created: run.created,
              already: run.already,
              wrong: run.wrong,
              ...(run.state === 'stopped' ? { left: run.ready } : {}),
            }}
          />
        </>
      )}
      {run.state === 'running' ? (
        <div className="flex flex-col gap-1">
          <Stop run={run} />
          <p className="text-sm text-muted">{t('stop_body')}</p>
        </div>
      ) : (
        <div>
          <ButtonLink size="dense" look="secondary" href="/staff/imports">
            {t('again')}
          </ButtonLink>
        </div>
      )}
    </Panel>
  )
}

function Progress({ run, settled }: { run: ImportView; settled: number }) {
  const t = useTranslations('transfer.import')
  const percent = run.total === 0 ? 100 : Math.floor((settled / run.total) * 100)
  return <ProgressBar percent={percent} label={t('progress', { settled, total: run.total })} />
}

function Counts({ counts }: { counts: Record<string, number> }) {
  const t = useTranslations('transfer.import')
  return (
    <ul className="flex flex-wrap gap-x-8 gap-y-2">
      {Object.entries(counts).map(([word, count]) => (
        <li key={word} className="flex items-baseline gap-2">
          <span className="figures text-2xl font-semibold">{count.toLocaleString('en-IN')}</span>
          <span className="text-sm text-muted">{t(word)}</span>
        </li>
      ))}
    </ul>
  )
}

function Confirm({ run }: { run: ImportView }) {
  const t = useTranslations('transfer.import')
  const words = t('confirm', { count: run.ready })
  if (run.ready === 0) return <LockedAction because={t('nothing_ready')}>{words}</LockedAction>
  return (
    <ClientMessages also={['refusals']}>
      <ActionForm action={confirmImport} fields={{ importId: run.id }}>
        <SubmitButton size="dense">{words}</SubmitButton>
        <p className="measure text-sm text-muted">{t('confirm_body')}</p>
      </ActionForm>
    </ClientMessages>
  )
}

function Stop({ run }: { run: ImportView }) {
  const t = useTranslations('transfer.import')
  return (
    <ClientMessages also={['refusals']}>
      <ActionForm action={stopImport} fields={{ importId: run.id }}>
        <SubmitButton size="dense" look={run.state === 'checked' ? 'secondary' : 'danger'}>
          {t(run.state === 'checked' ? 'discard' : 'stop')}
        </SubmitButton>
      </ActionForm>
    </ClientMessages>
  )
}
