import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/staff/action-form'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { SubmitButton } from '@/components/ui/submit-button'
import { moveUp } from '@/lib/features/decisions/actions'
import type { PoolRow } from '@/lib/features/decisions/queries/board'

/** Seats of an intake: how many, how many are held, and what is on its way to them. */
export function PoolTable({
  pools,
  intakeId,
  mayMoveUp,
}: {
  pools: PoolRow[]
  intakeId: string | null
  mayMoveUp: boolean
}) {
  const t = useTranslations('decisions')
  if (pools.length === 0 || !intakeId) return <p className="text-sm text-muted">{t('board.seats_none')}</p>
  const columns: Column<PoolRow>[] = [
    { key: 'programme', header: t('board.programme'), cell: ({ programme }) => programme },
    { key: 'category', header: t('board.category'), cell: ({ category }) => t(`categories.${category}`) },
    { key: 'capacity', header: t('board.capacity'), numeric: true, cell: ({ capacity }) => capacity },
    { key: 'taken', header: t('board.taken'), numeric: true, cell: ({ taken }) => taken },
    { key: 'left', header: t('board.left'), numeric: true, cell: ({ capacity, taken }) => capacity - taken },
    {
      key: 'planned',
      header: t('board.planned'),
      numeric: true,
      cell: (pool) => <Planned pool={pool} />,
    },
    { key: 'waiting', header: t('board.waiting'), numeric: true, cell: ({ waiting }) => waiting },
    {
      key: 'move',
      header: t('board.move'),
      cell: (pool) =>
        mayMoveUp && pool.waiting > 0 && pool.capacity > pool.taken + pool.provisional + pool.confirmed ? (
          <ActionForm
            action={moveUp}
            fields={{ intakeId, programmeId: pool.programmeId, category: pool.category }}
            done={t('board.moved_up')}
          >
            <SubmitButton size="dense" look="secondary">
              {t('board.move_up')}
            </SubmitButton>
          </ActionForm>
        ) : (
          '–'
        ),
    },
  ]
  return (
    <DataTable
      dense
      stacks
      caption={t('board.seats')}
      captionHidden
      columns={columns}
      rows={pools}
      rowKey={({ programmeId, category }) => `${programmeId} ${category}`}
    />
  )
}

/** Admissions on their way to these seats; a word where they are more than what is left. */
function Planned({ pool: { capacity, taken, provisional, confirmed } }: { pool: PoolRow }) {
  const t = useTranslations('decisions.board')
  const over = provisional + confirmed - (capacity - taken)
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-2">
      {over > 0 && <Badge tone="warn">{t('over', { count: over })}</Badge>}
      {provisional + confirmed}
    </span>
  )
}
