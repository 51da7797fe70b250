import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { TextLink } from '@/components/ui/text-link'
import type { BoardRow, BoardTab } from '@/lib/features/decisions/queries/board'
import { kindTone, offerTone } from './decision-words'

/** One list of the board. What is chosen goes to a page that shows what would happen before anything does. */
export function BoardTable({
  rows,
  tab,
  may,
}: {
  rows: BoardRow[]
  tab: BoardTab
  may: { propose: boolean; confirm: boolean }
}) {
  const t = useTranslations('decisions.board')
  const verb =
    tab === 'to_decide' && may.propose ? 'propose' : tab === 'provisional' && may.confirm ? 'confirm' : null
  const columns = useColumns(tab, verb !== null)
  const table = (
    <DataTable
      dense
      stacks
      caption={t('list')}
      captionHidden
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
    />
  )
  if (!verb) return table
  return (
    <form method="get" action="/staff/decisions/decide" className="flex flex-col gap-3">
      {table}
      <div>
        <Button type="submit" name="do" value={verb} size="dense">
          {t(verb === 'propose' ? 'check_propose' : 'check_confirm')}
        </Button>
      </div>
    </form>
  )
}

function useColumns(tab: BoardTab, mayPick: boolean): Column<BoardRow>[] {
  const t = useTranslations('decisions')
  const number: Column<BoardRow> = {
    key: 'number',
    header: t('board.number'),
    cell: (row) => (
      <span className="inline-flex items-center gap-2">
        {mayPick && !row.isOwnProposal && (
          <input
            type="checkbox"
            name="pick"
            value={row.number}
            aria-label={t('board.pick_one', { number: row.number })}
            className="size-5"
          />
        )}
        <TextLink href={`/staff/applications/${row.number}#decision`} className="whitespace-nowrap">
          {row.number}
        </TextLink>
      </span>
    ),
  }
  const applicant: Column<BoardRow> = { key: 'name', header: t('board.applicant'), cell: ({ name }) => name }
  const score: Column<BoardRow> = {
    key: 'score',
    header: t('board.score'),
    numeric: true,
    cell: ({ reviewScore }) => (reviewScore === null ? '–' : Math.round(reviewScore)),
  }
  if (tab === 'to_decide') return [number, applicant, score]
  return [
    number,
    applicant,
    { key: 'decision', header: t('board.decision'), cell: (row) => <Outcome row={row} /> },
    {
      key: 'by',
      header: t('board.proposed_by'),
      cell: ({ proposedBy, isOwnProposal }) =>
        tab === 'provisional' && isOwnProposal ? t('board.own') : (proposedBy ?? t('board.by_portal')),
    },
    { key: 'reason', header: t('board.reason'), cell: ({ reason }) => reason ?? '–' },
    score,
  ]
}

function Outcome({ row }: { row: BoardRow }) {
  const t = useTranslations('decisions')
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      {row.kind && <Badge tone={kindTone[row.kind]}>{t(`kinds.${row.kind}`)}</Badge>}
      {row.programme}
      {row.category && <span className="text-muted">{t(`categories.${row.category}`)}</span>}
      {row.waitlistRank !== null && (
        <span className="text-muted">{t('record.waitlist_rank', { rank: row.waitlistRank })}</span>
      )}
      {row.state === 'released' && row.offerState && (
        <Badge tone={offerTone[row.offerState]}>{t(`offer_states.${row.offerState}`)}</Badge>
      )}
    </span>
  )
}
