import { useTranslations } from 'next-intl'
import { LogTabs } from '@/components/partners/log-tabs'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { Tone } from '@/components/ui/tone'
import type { BackfillState } from '@/lib/domain/alerts/backfill'
import type { Backfill, BackfillEstimate } from '@/lib/features/alerts/queries/backfill'
import type { KeysetPage } from '@/lib/platform/keyset'
import { BackfillForm } from './backfill-form'

export const backfillTone: Record<BackfillState, Tone> = { running: 'info', stopped: 'warn', done: 'good' }

/** The partner's backfills, and the form that estimates another before it is begun. */
export function BackfillList({
  raw,
  page,
  connections,
  estimate,
  wrong,
  mayStart,
}: {
  raw: RawSearch
  page: KeysetPage<Backfill>
  connections: { id: string; label: string }[]
  estimate: BackfillEstimate | null
  wrong: Record<string, string>
  mayStart: boolean
}) {
  const t = useTranslations('alerts.backfill')
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <LogTabs here="backfills" />
      <div className="flex flex-col gap-6">
        <Panel title={t('new')}>
          <p className="measure text-sm text-muted">{t('lead')}</p>
          {mayStart ? (
            <BackfillForm raw={raw} connections={connections} estimate={estimate} wrong={wrong} />
          ) : (
            <LockedAction because={t('not_yours')}>{t('estimate')}</LockedAction>
          )}
        </Panel>
        <Panel title={t('past')}>
          <DataTable
            dense
            stacks
            caption={t('past')}
            captionHidden
            columns={useColumns()}
            rows={page.rows}
            rowKey={({ id }) => id}
            empty={<p className="text-sm text-muted">{t('none')}</p>}
          />
          <ListFoot path="/staff/integrations/backfills" raw={raw} page={page} />
        </Panel>
      </div>
    </>
  )
}

function useColumns(): Column<Backfill>[] {
  const t = useTranslations('alerts.backfill')
  return [
    {
      key: 'started',
      header: t('started'),
      cell: (row) => (
        <TextLink href={`/staff/integrations/backfills/${row.id}`}>
          <Instant at={row.startedAt} />
        </TextLink>
      ),
    },
    { key: 'connection', header: t('connection'), cell: (row) => row.connection ?? t('mail') },
    {
      key: 'range',
      header: t('range'),
      cell: (row) => (
        <>
          <Instant at={row.fromAt} /> – <Instant at={row.untilAt} />
        </>
      ),
    },
    { key: 'scope', header: t('scope'), cell: (row) => t(`scope_${row.scope}`) },
    {
      key: 'state',
      header: t('state'),
      cell: (row) => <Badge tone={backfillTone[row.state]}>{t(`state_${row.state}`)}</Badge>,
    },
    {
      key: 'done',
      header: t('progress'),
      numeric: true,
      cell: (row) =>
        t('progress_of', { done: row.changed + row.unchanged + row.failed, objects: row.objects }),
    },
    { key: 'by', header: t('by'), cell: (row) => row.by },
  ]
}
