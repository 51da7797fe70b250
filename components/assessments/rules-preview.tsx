import { useTranslations } from 'next-intl'
import { Inset } from '@/components/ui/notice'
import { type Column, DataTable } from '@/components/ui/data-table'
import { TextLink } from '@/components/ui/text-link'
import type { RulesPreview as Preview } from '@/lib/features/assessments/queries/rules-preview'

const shownLists = 40

/** What typed rules would give on past results beside the published version: counts first, then each list that differs. */
export function RulesPreview({ preview }: { preview: Preview }) {
  const t = useTranslations('rules')
  const { attempts, changed, nothing, programmes, lists } = preview
  const programmeColumns = useProgrammeColumns()
  const listColumns: Column<Preview['lists'][number]>[] = [
    {
      key: 'application',
      header: t('application'),
      cell: ({ number }) => <TextLink href={`/staff/applications/${number}`}>{number}</TextLink>,
    },
    { key: 'no', header: t('attempt_no'), numeric: true, cell: ({ attemptNo }) => attemptNo },
    { key: 'before', header: t('preview_before'), cell: ({ before }) => before.join(', ') || t('nothing') },
    { key: 'after', header: t('preview_after'), cell: ({ after }) => after.join(', ') || t('nothing') },
  ]
  return (
    <section className="flex flex-col gap-3">
      <h2 id="preview" tabIndex={-1} className="text-lg">
        {t('preview_title')}
      </h2>
      {attempts === 0 ? (
        <p>{t('preview_empty')}</p>
      ) : (
        <>
          <p>{t('preview_counts', { attempts, changed, nothing: nothing.after })}</p>
          <p>{t('preview_nothing_before', { nothing: nothing.before })}</p>
          <Inset>{t('preview_note')}</Inset>
          <DataTable
            stacks
            dense
            caption={t('preview_programmes')}
            columns={programmeColumns}
            rows={programmes}
            rowKey={({ code }) => code}
            empty={null}
          />
          <DataTable
            stacks
            dense
            caption={t('preview_lists')}
            columns={listColumns}
            rows={lists.slice(0, shownLists)}
            rowKey={({ number, attemptNo }) => `${number} ${attemptNo}`}
            empty={null}
          />
          {lists.length > shownLists && <p>{t('preview_more', { count: lists.length - shownLists })}</p>}
        </>
      )}
    </section>
  )
}

function useProgrammeColumns(): Column<Preview['programmes'][number]>[] {
  const t = useTranslations('rules')
  return [
    { key: 'code', header: t('programme'), cell: ({ code }) => code },
    { key: 'before', header: t('preview_before'), numeric: true, cell: ({ before }) => before },
    { key: 'after', header: t('preview_after'), numeric: true, cell: ({ after }) => after },
  ]
}
