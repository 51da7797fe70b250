import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/staff/action-form'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { Pagination } from '@/components/ui/pagination'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { canMoveRelease } from '@/lib/domain/decisions/release'
import { undoOne } from '@/lib/features/decisions/actions'
import type { ReleaseLine, ReleaseView } from '@/lib/features/decisions/queries/releases'
import { itemTone, kindTone } from './decision-words'

const size = 100

/** Everybody on the list, with what they get and what became of it; within the hold each can be taken back. */
export function ReleaseLines({ release, mayUndo }: { release: ReleaseView; mayUndo: boolean }) {
  const t = useTranslations('decisions')
  const refusals = useTranslations('refusals')
  const isUndoOpen = mayUndo && canMoveRelease('undo', release.state)
  const columns: Column<ReleaseLine>[] = [
    {
      key: 'number',
      header: t('board.number'),
      cell: ({ number }) => (
        <TextLink href={`/staff/applications/${number}#decision`} className="whitespace-nowrap">
          {number}
        </TextLink>
      ),
    },
    { key: 'name', header: t('board.applicant'), cell: ({ name }) => name },
    { key: 'kind', header: t('board.decision'), cell: (line) => <Outcome line={line} /> },
    {
      key: 'batch',
      header: t('release.batch'),
      cell: ({ batch }) => (batch ? t(`release.batch_${batch}`) : '–'),
    },
    {
      key: 'state',
      header: t('release.outcome'),
      cell: (line) => (
        <div className="flex flex-wrap items-center gap-2">
          {line.state && <Badge tone={itemTone[line.state]}>{t(`item_states.${line.state}`)}</Badge>}
          {line.releasedAt && <Instant at={line.releasedAt} />}
          {line.mailedAt && <span className="text-muted">{t('release.mailed')}</span>}
          {(line.heldBackCode ?? line.obstacle) &&
            refusals(line.heldBackCode ?? line.obstacle ?? 'not_found')}
          {isUndoOpen && line.state === 'released' && (
            <ActionForm
              action={undoOne}
              fields={{ releaseId: release.id, decisionId: line.decisionId }}
              done={t('release.undone_now')}
            >
              <SubmitButton size="dense" look="danger">
                {t('release.undo_one')}
                <span className="sr-only"> {line.number}</span>
              </SubmitButton>
            </ActionForm>
          )}
        </div>
      ),
    },
  ]
  const total = release.dryRun?.total ?? 0
  const at = (from: number) => `/staff/decisions/releases/${release.id}?from=${from}#lines`
  return (
    <>
      <DataTable
        dense
        stacks
        caption={t('release.list')}
        captionHidden
        columns={columns}
        rows={release.lines}
        rowKey={({ decisionId }) => decisionId}
      />
      <Pagination
        previousHref={release.from > 0 ? at(Math.max(0, release.from - size)) : undefined}
        nextHref={release.from + size < total ? at(release.from + size) : undefined}
      />
    </>
  )
}

function Outcome({ line }: { line: ReleaseLine }) {
  const t = useTranslations('decisions')
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Badge tone={kindTone[line.kind]}>{t(`kinds.${line.kind}`)}</Badge>
      {line.programme}
      {line.category && <span className="text-muted">{t(`categories.${line.category}`)}</span>}
      {line.waitlistRank !== null && (
        <span className="text-muted">{t('release.rank', { rank: line.waitlistRank })}</span>
      )}
    </span>
  )
}
