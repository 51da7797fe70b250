import { useTranslations } from 'next-intl'
import { ManyTabs } from '@/components/bulk/many-tabs'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { CopyableId } from '@/components/ui/copyable-id'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { ExportRow } from '@/lib/features/transfer/queries/exports'
import { type ExportGroup, exportGroups, usualExportColumns } from '@/lib/features/transfer/schema'
import type { KeysetPage } from '@/lib/platform/keyset'

export type ExportAim = { fields: [string, string][]; isChoice: boolean; count: number; isExact: boolean }

/** Takes the applications of a filter out as a CSV, and shows what was taken out so far. */
export function ExportScreen({
  aim,
  page,
  raw,
}: {
  aim: ExportAim
  page: KeysetPage<ExportRow>
  raw: RawSearch
}) {
  const t = useTranslations('transfer.export')
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <ManyTabs current="exports" />
      <div className="flex flex-col gap-6">
        <NewExport aim={aim} />
        <Panel title={t('past')}>
          <p className="measure text-sm text-muted">{t('logged')}</p>
          <DataTable
            caption={t('past')}
            captionHidden
            dense
            columns={useColumns()}
            rows={page.rows}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t('empty')}>{t('empty_body')}</EmptyState>}
          />
          <ListFoot path="/staff/exports" raw={raw} page={page} />
        </Panel>
      </div>
    </>
  )
}

function NewExport({ aim }: { aim: ExportAim }) {
  const t = useTranslations('transfer.export')
  const query = new URLSearchParams(aim.fields).toString()
  return (
    <form method="get" action="/staff/exports/file" className="flex flex-col gap-4">
      <p>
        <span className="font-semibold">{t(aimWords(aim), { count: aim.count })}</span>
        {'. '}
        {!aim.isChoice && (
          <TextLink href={query === '' ? '/staff/applications' : `/staff/applications?${query}`}>
            {t('narrow')}
          </TextLink>
        )}
      </p>
      {aim.fields.map(([name, value]) => (
        <input key={`${name} ${value}`} type="hidden" name={name} value={value} />
      ))}
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1 font-semibold">{t('what')}</legend>
        <p className="measure text-sm text-muted">{t('what_hint')}</p>
        <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
          {(Object.keys(exportGroups) as ExportGroup[]).map((group) => (
            <ColumnGroup key={group} group={group} />
          ))}
        </div>
      </fieldset>
      <div>
        <Button size="dense">{t('download')}</Button>
      </div>
    </form>
  )
}

const aimWords = ({ isChoice, isExact }: ExportAim) => {
  if (isChoice) return 'choice'
  return isExact ? 'filter' : 'filter_many'
}

function ColumnGroup({ group }: { group: ExportGroup }) {
  const t = useTranslations('transfer.export')
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="text-sm text-muted">{t(`groups.${group}`)}</legend>
      {exportGroups[group].map((column) => (
        <label key={column} className="flex min-h-7 items-center gap-2 text-sm">
          <input
            type="checkbox"
            name="column"
            value={column}
            defaultChecked={usualExportColumns.includes(column)}
            className="size-4 shrink-0"
          />
          {t(`columns.${column}`)}
        </label>
      ))}
    </fieldset>
  )
}

const stateTone = { running: 'info', done: 'good', aborted: 'warn' } as const

function useColumns(): Column<ExportRow>[] {
  const t = useTranslations('transfer.export')
  return [
    { key: 'at', header: t('at'), cell: (row) => <Instant at={row.startedAt} /> },
    { key: 'by', header: t('by'), cell: (row) => row.by },
    {
      key: 'aim',
      header: t('aim'),
      cell: (row) => (
        <span className="flex flex-col">
          {row.query === '' && t('aim_all')}
          {row.query.startsWith('ids=') && t('aim_choice')}
          {row.query !== '' && !row.query.startsWith('ids=') && (
            <TextLink href={`/staff/applications?${row.query}`}>{t('aim_filter')}</TextLink>
          )}
          <span className="text-sm text-muted">{t('columns_count', { count: row.columns })}</span>
        </span>
      ),
    },
    {
      key: 'state',
      header: t('state_head'),
      cell: (row) => <Badge tone={stateTone[row.state]}>{t(`states.${row.state}`)}</Badge>,
    },
    { key: 'rows', header: t('rows'), numeric: true, cell: (row) => row.rows.toLocaleString('en-IN') },
    {
      key: 'size',
      header: t('size'),
      numeric: true,
      cell: (row) => t('kilobytes', { size: Math.ceil(row.bytes / 1000) }),
    },
    {
      key: 'sha256',
      header: t('sha256'),
      cell: (row) =>
        row.sha256 ? (
          <span className="block min-w-60">
            <CopyableId value={row.sha256} label={t('sha256')} />
          </span>
        ) : (
          '–'
        ),
    },
  ]
}
