import { useTranslations } from 'next-intl'
import { FilterBar, SearchBox } from '@/components/staff/filter-bar'
import { addressOf, type RawSearch } from '@/components/staff/list-address'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { type DeskList, deskFilterNames, readDeskFilter } from '@/lib/domain/payments/desk-filter'
import type { DeskView } from './staff-payment-tabs'

const path = '/staff/payments'

/** A tab of the desk as it opens: nothing narrows it. */
export const viewAddress = (view: DeskView, more: RawSearch = {}): string =>
  addressOf(path, { view: view === 'orders' ? undefined : view, ...more })

/** The file of a list, narrowed as it stands in the address. */
export const fileAddress = (list: DeskList, raw: RawSearch): string =>
  addressOf(`${path}/export`, {
    view: list,
    ...Object.fromEntries(deskFilterNames.map((name) => [name, raw[name]])),
  })

/** The same address seen from one of two lists on a page: only the list that was paged in stands beyond its beginning. */
export const ofList = (raw: RawSearch, list: DeskList): RawSearch =>
  raw.of === list ? raw : { ...raw, of: list, after: undefined, before: undefined }

/** The desk's one search box, above a tab's list; switches of the list stay as they are. */
export function DeskSearch({ view, raw }: { view: Exclude<DeskView, 'orders'>; raw: RawSearch }) {
  const t = useTranslations('desk')
  const { search } = readDeskFilter(raw)
  return (
    <FilterBar
      path={path}
      raw={raw}
      keeps={['view', 'open', 'waiting', 'rejected', 'all']}
      isFiltered={search !== undefined}
      clearHref={viewAddress(view)}
    >
      <SearchBox label={t('search')} hint={t(`search_in.${view}`)} value={search} />
    </FilterBar>
  )
}

/** A list that shows nothing: nothing fits what was typed, or there is nothing yet. */
export function DeskEmpty({ view, raw, title }: { view: DeskView; raw: RawSearch; title: string }) {
  const t = useTranslations('desk')
  const { search } = readDeskFilter(raw)
  return search === undefined ? (
    <EmptyState
      title={title}
      action={
        <ButtonLink size="dense" look="secondary" href={path}>
          {t('to_orders')}
        </ButtonLink>
      }
    />
  ) : (
    <EmptyState
      title={t('nothing_fits', { search })}
      action={
        <ButtonLink size="dense" look="secondary" href={viewAddress(view)}>
          {t('whole_list')}
        </ButtonLink>
      }
    />
  )
}
