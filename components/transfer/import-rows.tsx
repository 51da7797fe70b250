import { useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { TabLinks } from '@/components/ui/tab-links'
import { TextLink } from '@/components/ui/text-link'
import type { ImportRowsPage, ImportView, ImportedRow } from '@/lib/features/transfer/queries/imports'
import { rowTone, useProblemWords } from './import-words'

/** The rows of an import with what is wrong and what became of each; the same as a CSV. */
export function ImportRows({ run, page }: { run: ImportView; page: ImportRowsPage }) {
  const t = useTranslations('transfer.import')
  const path = `/staff/imports/${run.id}`
  const states = run.confirmedAt
    ? (['created', 'already', 'wrong', 'ready'] as const)
    : (['ready', 'already', 'wrong'] as const)
  const address = (after?: number) => {
    const query = new URLSearchParams({
      ...(page.state ? { outcome: page.state } : {}),
      ...(after ? { after: String(after) } : {}),
    }).toString()
    return query === '' ? path : `${path}?${query}`
  }
  return (
    <Panel
      id="rows"
      title={t('rows_title')}
      aside={
        <ButtonLink size="dense" look="secondary" href={`${path}/results`} prefetch={false}>
          {t('result_csv')}
        </ButtonLink>
      }
    >
      <TabLinks
        label={t('outcome')}
        tabs={[
          { href: path, label: t('all'), current: !page.state },
          ...states.map((state) => ({
            href: `${path}?outcome=${state}`,
            label: t(`row.${state}`),
            current: page.state === state,
          })),
        ]}
      />
      <DataTable
        caption={t('rows_title')}
        captionHidden
        dense
        stacks
        columns={useColumns(run)}
        rows={page.rows}
        rowKey={(row) => String(row.line)}
        empty={<EmptyState title={t('no_rows')}>{t('no_rows_body')}</EmptyState>}
      />
      <div className="flex gap-2">
        {!page.isFirst && (
          <ButtonLink size="dense" look="quiet" href={address()}>
            {t('first')}
          </ButtonLink>
        )}
        {page.next !== null && (
          <ButtonLink size="dense" look="secondary" href={address(page.next)}>
            {t('more')}
          </ButtonLink>
        )}
      </div>
    </Panel>
  )
}

function useColumns(run: ImportView): Column<ImportedRow>[] {
  const t = useTranslations('transfer.import')
  const words = useProblemWords()
  const cell = (row: ImportedRow, field: string) => row.cells[run.mapping[field] ?? -1] ?? ''
  return [
    { key: 'line', header: t('line'), numeric: true, cell: (row) => row.line },
    {
      key: 'person',
      header: t('person'),
      cell: (row) => (
        <span className="flex flex-col">
          <span>{cell(row, 'fullName')}</span>
          <span className="text-sm text-muted">{cell(row, 'email')}</span>
        </span>
      ),
    },
    {
      key: 'outcome',
      header: t('outcome'),
      cell: (row) => <Badge tone={rowTone[row.state]}>{t(`row.${row.state}`)}</Badge>,
    },
    {
      key: 'why',
      header: t('why'),
      cell: (row) => {
        if (row.problems.length === 0) return row.hadAccount ? t('had_account') : '–'
        return (
          <ul className="flex flex-col gap-0.5">
            {row.problems.map((problem) => (
              <li key={`${problem.field} ${problem.code}`}>{words(problem)}</li>
            ))}
          </ul>
        )
      },
    },
    {
      key: 'application',
      header: t('application'),
      cell: (row) =>
        row.number ? (
          <TextLink className="figures" href={`/staff/applications/${row.number}`}>
            {row.number}
          </TextLink>
        ) : (
          '–'
        ),
    },
  ]
}
