import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { Button, ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageTitle } from '@/components/ui/page-title'
import { Pagination } from '@/components/ui/pagination'
import { Select } from '@/components/ui/select'
import { TabLinks } from '@/components/ui/tab-links'
import type { Board, BoardTab } from '@/lib/features/decisions/queries/board'
import { BoardTable } from './board-table'
import { DecisionTabs } from './decision-tabs'
import { PoolTable } from './pool-table'

const tabs = ['to_decide', 'provisional', 'confirmed', 'released'] as const

/** Where the decisions of an intake stand: seats, counts by state, and the list of one state to act on. */
export function DecisionBoard({
  board,
  may,
}: {
  board: Board
  may: { propose: boolean; confirm: boolean; setSeats: boolean }
}) {
  const t = useTranslations('decisions')
  const at = (tab: BoardTab) =>
    `/staff/decisions?${new URLSearchParams({ intake: board.intakeId ?? '', show: tab })}`
  const turn = (place: { after?: string | null; before?: string | null } | null) =>
    place
      ? `${at(board.tab)}&${place.after ? `after=${place.after}` : `before=${place.before ?? ''}`}`
      : undefined
  return (
    <ClientMessages also={['refusals', 'decisions']}>
      <PageTitle dense>{t('title')}</PageTitle>
      <DecisionTabs current="board" />
      <div className="mt-4 flex flex-col gap-6">
        <p className="measure text-muted">{t('board.lead')}</p>
        <form method="get" className="flex flex-wrap items-end gap-3">
          <Select
            name="intake"
            label={t('board.intake')}
            defaultValue={board.intakeId ?? ''}
            options={board.intakes.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <input type="hidden" name="show" value={board.tab} />
          <Button type="submit" look="secondary">
            {t('board.show')}
          </Button>
        </form>
        <Panel
          title={t('board.seats')}
          aside={
            may.setSeats &&
            board.intakeId && (
              <ButtonLink
                size="dense"
                look="secondary"
                href={`/staff/settings/intakes/${board.intakeId}/seats`}
              >
                {t('board.set_seats')}
              </ButtonLink>
            )
          }
        >
          <PoolTable pools={board.pools} intakeId={board.intakeId} mayMoveUp={may.propose} />
        </Panel>
        <Panel title={t('board.list')}>
          <TabLinks
            label={t('board.lists')}
            tabs={tabs.map((tab) => ({
              href: at(tab),
              label: t(`states.${tab}`),
              count: board.counts[tab],
              current: tab === board.tab,
            }))}
          />
          {board.page.rows.length === 0 ? (
            <EmptyState
              title={t('board.none')}
              action={
                <ButtonLink size="dense" look="secondary" href="/staff/applications">
                  {t('board.to_applications')}
                </ButtonLink>
              }
            >
              {t('board.none_body')}
            </EmptyState>
          ) : (
            <BoardTable rows={board.page.rows} tab={board.tab} may={may} />
          )}
          <Pagination previousHref={turn(board.page.previous)} nextHref={turn(board.page.next)} />
        </Panel>
      </div>
    </ClientMessages>
  )
}
