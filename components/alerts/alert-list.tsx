import { useTranslations } from 'next-intl'
import { FilterBar, FilterSelect } from '@/components/staff/filter-bar'
import { type RawSearch, listAddress } from '@/components/staff/list-address'
import { ListFoot } from '@/components/staff/list-foot'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'
import { TextLink } from '@/components/ui/text-link'
import { alertKinds, alertViews } from '@/lib/domain/alerts/alert'
import type { AlertFilter, AlertRow } from '@/lib/features/alerts/queries/alerts'
import type { KeysetPage } from '@/lib/platform/keyset'
import { alertTone, useAlertWords } from './alert-words'

const path = '/staff/alerts'

/** The inbox of what is wrong: what, since when, how often, and who looks after it. */
export function AlertList({
  raw,
  filter,
  page,
}: {
  raw: RawSearch
  filter: AlertFilter
  page: KeysetPage<AlertRow>
}) {
  const t = useTranslations('alerts')
  const isFiltered = Boolean(filter.kind || filter.isMine)
  return (
    <>
      <PageTitle
        dense
        actions={
          <ButtonLink look="secondary" size="dense" href="/staff/alerts/rules">
            {t('rules.title')}
          </ButtonLink>
        }
      >
        {t('title')}
      </PageTitle>
      <div className="mb-3">
        <TabLinks
          label={t('views')}
          tabs={alertViews.map((view) => ({
            href: listAddress(path, raw, { state: view === 'unclosed' ? null : view }),
            label: t(`view.${view}`),
            current: view === filter.view,
          }))}
        />
      </div>
      <FilterBar
        path={path}
        raw={raw}
        names={['kind', 'mine']}
        keeps={['state']}
        isFiltered={isFiltered}
        clearHref={listAddress(path, raw, { kind: null, mine: null })}
      >
        <FilterSelect
          name="kind"
          label={t('kind_label')}
          all={t('all_kinds')}
          value={filter.kind}
          options={alertKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
        <FilterSelect
          name="mine"
          label={t('assignee')}
          all={t('anybody')}
          value={filter.isMine ? 'yes' : undefined}
          options={[{ value: 'yes', label: t('me') }]}
        />
      </FilterBar>
      <DataTable
        dense
        stacks
        caption={t('title')}
        captionHidden
        columns={useColumns()}
        rows={page.rows}
        rowKey={({ id }) => id}
        empty={
          <EmptyState
            title={t(filter.view === 'closed' ? 'none_closed' : 'none')}
            action={
              <ButtonLink size="dense" look="secondary" href="/staff/alerts/rules">
                {t('see_rules')}
              </ButtonLink>
            }
          >
            {t('none_body')}
          </EmptyState>
        }
      />
      <ListFoot path={path} raw={raw} page={page} />
    </>
  )
}

function useColumns(): Column<AlertRow>[] {
  const t = useTranslations('alerts')
  const say = useAlertWords()
  return [
    {
      key: 'what',
      header: t('what'),
      cell: (row) => <TextLink href={`${path}/${row.id}`}>{say(row)}</TextLink>,
    },
    {
      key: 'state',
      header: t('state_label'),
      cell: (row) => <Badge tone={alertTone[row.state]}>{t(`state.${row.state}`)}</Badge>,
    },
    { key: 'opened', header: t('opened'), cell: (row) => <Instant at={row.openedAt} /> },
    { key: 'times', header: t('openings'), numeric: true, cell: (row) => row.openings },
    { key: 'who', header: t('assignee'), cell: (row) => row.assignee ?? t('nobody') },
  ]
}
