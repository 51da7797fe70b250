import { useTranslations } from 'next-intl'
import { DataTable } from '@/components/ui/data-table'
import { TextLink } from '@/components/ui/text-link'
import type { ReasonGroup } from '@/lib/features/bulk/queries/items'
import { useReasonWords } from './run-words'

/** Why applications are refused: one line for each reason, with the first examples. */
export function ReasonTable({ reasons }: { reasons: ReasonGroup[] }) {
  const t = useTranslations('bulk.run')
  const words = useReasonWords()
  if (reasons.length === 0) return null
  return (
    <DataTable
      caption={t('reason')}
      captionHidden
      dense
      stacks
      columns={[
        { key: 'reason', header: t('reason'), cell: (row) => words(row.reason, row.params) },
        { key: 'count', header: t('count'), numeric: true, cell: (row) => row.count.toLocaleString('en-IN') },
        {
          key: 'examples',
          header: t('examples'),
          cell: (row) => (
            <span className="flex flex-wrap gap-x-3">
              {row.examples.map((number) => (
                <TextLink key={number} className="figures" href={`/staff/applications/${number}`}>
                  {number}
                </TextLink>
              ))}
            </span>
          ),
        },
      ]}
      rows={reasons}
      rowKey={(row) => row.reason}
    />
  )
}
