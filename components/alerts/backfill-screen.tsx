import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { FactList } from '@/components/staff/fact-list'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { Refreshing } from '@/components/staff/refreshing'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { resumeBackfill, stopBackfill } from '@/lib/features/alerts/actions'
import type { Backfill, BackfillItem } from '@/lib/features/alerts/queries/backfill'
import { backfillTone } from './backfill-list'
import { useKnownWords } from './known-words'

const itemTone = { waiting: 'waiting', unchanged: 'neutral', changed: 'good', failed: 'bad' } as const

/** How far a backfill has come, line by line, with its stop; read again while it runs. */
export function BackfillScreen({
  backfill,
  items,
  next,
  mayStop,
}: {
  backfill: Backfill
  items: BackfillItem[]
  next: number | null
  mayStop: boolean
}) {
  const t = useTranslations('alerts.backfill')
  const { id, state, objects, changed, unchanged, failed } = backfill
  const done = changed + unchanged + failed
  return (
    <>
      {state === 'running' && <Refreshing everySeconds={3} />}
      <BackLink href="/staff/integrations/backfills">{t('title')}</BackLink>
      <PageTitle dense actions={<Badge tone={backfillTone[state]}>{t(`state_${state}`)}</Badge>}>
        {t('one', { connection: backfill.connection ?? t('mail') })}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <div className="flex max-w-xl flex-col gap-2">
          <progress max={objects} value={done} aria-label={t('progress')} className="h-3 w-full" />
          <p className="figures text-sm" role="status">
            {t('counts', { done, objects, changed, unchanged, failed })}
          </p>
          {backfill.waitsUntil && <p className="text-sm text-muted">{t('waits')}</p>}
        </div>
        <Verb backfill={backfill} mayStop={mayStop} />
        <FactList
          facts={[
            {
              key: 'range',
              label: t('range'),
              value: (
                <>
                  <Instant at={backfill.fromAt} /> – <Instant at={backfill.untilAt} />
                </>
              ),
            },
            { key: 'scope', label: t('scope'), value: t(`scope_${backfill.scope}`) },
            { key: 'by', label: t('by'), value: backfill.by },
            { key: 'started', label: t('started'), value: <Instant at={backfill.startedAt} /> },
            { key: 'ended', label: t('ended'), value: backfill.endedAt && <Instant at={backfill.endedAt} /> },
          ]}
        />
        <Panel title={t('lines')}>
          <DataTable
            dense
            stacks
            caption={t('lines')}
            captionHidden
            columns={useColumns()}
            rows={items}
            rowKey={({ position }) => String(position)}
            empty={<p className="text-sm text-muted">{t('no_lines')}</p>}
          />
          {next !== null && (
            <div>
              <ButtonLink
                look="secondary"
                size="dense"
                href={`/staff/integrations/backfills/${id}?line=${next}`}
              >
                {t('more_lines')}
              </ButtonLink>
            </div>
          )}
        </Panel>
      </div>
    </>
  )
}

function Verb({ backfill: { id, state }, mayStop }: { backfill: Backfill; mayStop: boolean }) {
  const t = useTranslations('alerts.backfill')
  const refusals = useTranslations('refusals')
  const label = t(state === 'stopped' ? 'resume' : 'stop')
  if (!mayStop) return <LockedAction because={t('not_yours')}>{label}</LockedAction>
  if (state === 'done') return <LockedAction because={refusals('backfill_over')}>{label}</LockedAction>
  return (
    <ClientMessages also={['refusals']}>
      <ActionForm
        key={state}
        action={state === 'stopped' ? resumeBackfill : stopBackfill}
        fields={{ backfillId: id }}
      >
        <SubmitButton look="secondary" size="dense">
          {label}
        </SubmitButton>
      </ActionForm>
    </ClientMessages>
  )
}

function useColumns(): Column<BackfillItem>[] {
  const t = useTranslations('alerts.backfill')
  const refusals = useTranslations('refusals')
  const known = useKnownWords()
  const inWords = (words: string | null) =>
    words
      ? words
          .split('/')
          .map((word) => known.value('word', word))
          .join(', ')
      : '–'
  return [
    {
      key: 'what',
      header: t('what'),
      cell: (row) =>
        row.applicationNumber ? (
          <TextLink href={`/staff/applications/${row.applicationNumber}`}>{row.applicationNumber}</TextLink>
        ) : (
          t(`object_${row.object}`)
        ),
    },
    {
      key: 'state',
      header: t('state'),
      cell: (row) => <Badge tone={itemTone[row.state]}>{t(`item_${row.state}`)}</Badge>,
    },
    { key: 'before', header: t('before'), cell: (row) => inWords(row.before) },
    {
      key: 'after',
      header: t('after'),
      cell: (row) => (row.refusal ? refusals(row.refusal) : inWords(row.after)),
    },
    {
      key: 'log',
      header: t('log'),
      cell: (row) => <TextLink href={`/staff/integrations?record=${row.objectId}`}>{t('log_open')}</TextLink>,
    },
  ]
}
