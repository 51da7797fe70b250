import { useTranslations } from 'next-intl'
import { ManyTabs } from '@/components/bulk/many-tabs'
import type { RawSearch } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { RefusalCode } from '@/lib/domain/shared/refusals'
import type { ImportListRow } from '@/lib/features/transfer/queries/imports'
import { importLimits } from '@/lib/features/transfer/schema'
import type { KeysetPage } from '@/lib/platform/keyset'
import { importTone } from './import-words'

/** Uploads a file of applicants, and shows the files so far. `refused`: why the last one was not taken. */
export function ImportList({
  page,
  raw,
  refused,
}: {
  page: KeysetPage<ImportListRow>
  raw: RawSearch
  refused: RefusalCode | null
}) {
  const t = useTranslations('transfer.import')
  return (
    <>
      <PageTitle dense>{t('title')}</PageTitle>
      <ManyTabs current="imports" />
      <div className="flex flex-col gap-6">
        <Upload refused={refused} />
        <Panel title={t('list')}>
          <DataTable
            caption={t('list')}
            captionHidden
            dense
            columns={useColumns()}
            rows={page.rows}
            rowKey={(row) => row.id}
            empty={<EmptyState title={t('empty')}>{t('empty_body')}</EmptyState>}
          />
          <ListFoot path="/staff/imports" raw={raw} page={page} />
        </Panel>
      </div>
    </>
  )
}

function Upload({ refused }: { refused: RefusalCode | null }) {
  const t = useTranslations('transfer.import')
  const ofRefusals = useTranslations('refusals')
  const limits = {
    ...importLimits,
    limit: refused === 'import_too_many_rows' ? importLimits.rows : importLimits.columns,
  }
  return (
    <form
      method="post"
      action="/api/imports"
      encType="multipart/form-data"
      className="flex max-w-3xl flex-col items-start gap-3"
    >
      {refused && (
        <Notice tone="warn" live="alert">
          <p>{ofRefusals(refused, limits)}</p>
        </Notice>
      )}
      <p className="measure">{t('upload_lead')}</p>
      <label className="flex flex-col gap-1">
        <span className="font-semibold">{t('file')}</span>
        <span id="file-hint" className="measure text-sm text-muted">
          {t('file_hint', { megabytes: importLimits.megabytes, rows: importLimits.rows })}
        </span>
        <input
          type="file"
          name="file"
          required
          accept=".csv,.tsv,.txt,text/csv"
          aria-describedby="file-hint"
          className="mt-1 text-sm file:me-3 file:min-h-8 file:rounded file:border file:border-line-strong file:bg-surface-raised file:px-3 file:text-ink"
        />
      </label>
      <Button size="dense">{t('submit')}</Button>
    </form>
  )
}

function useColumns(): Column<ImportListRow>[] {
  const t = useTranslations('transfer.import')
  return [
    {
      key: 'name',
      header: t('name'),
      cell: (row) => (
        <TextLink className="font-semibold wrap-anywhere" href={`/staff/imports/${row.id}`}>
          {row.fileName}
        </TextLink>
      ),
    },
    {
      key: 'state',
      header: t('state_head'),
      cell: (row) => <Badge tone={importTone[row.state]}>{t(`state.${row.state}`)}</Badge>,
    },
    {
      key: 'counts',
      header: t('counts'),
      cell: (row) => t('counts_of', { total: row.total, created: row.created, wrong: row.wrong }),
    },
    { key: 'by', header: t('by'), cell: (row) => row.by },
    { key: 'at', header: t('at'), cell: (row) => <Instant at={row.createdAt} /> },
  ]
}
