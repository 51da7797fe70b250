import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import type { KeysetPage } from '@/lib/platform/keyset'
import { FilterBar, type FilterChoice, FilterSelect, SearchBox } from './filter-bar'
import { listAddress, type RawSearch } from './list-address'
import { ListFoot } from './list-foot'
import { ListRegion } from './list-region'

/**
 * One of the console's lists: what narrows it, its rows, and the way to more of them. Filter and place stand in the address;
 * the keyboard of lists (`j`, `k`, `/`) finds its way by the first link of each row. `keeps` stay when the filter changes.
 */
export function StaffList<Row>({
  path,
  raw,
  caption,
  columns,
  page,
  rowKey,
  stacks,
  filters = [],
  search,
  keeps,
  empty,
}: {
  path: string
  raw: RawSearch
  caption: string
  columns: readonly Column<Row>[]
  page: KeysetPage<Row>
  rowKey: (row: Row) => string
  stacks?: boolean
  filters?: readonly FilterChoice[]
  search?: { label: string; hint?: string; value?: string }
  keeps?: readonly string[]
  /** What an empty list says; unfiltered it offers `elsewhere`. */
  empty: { title: string; body: ReactNode; elsewhere?: { href: string; label: string } }
}) {
  const t = useTranslations('staff.filter')
  const names = [...(search ? ['q'] : []), ...filters.map(({ name }) => name)]
  const isFiltered = Boolean(search?.value) || filters.some(({ value }) => value)
  const kept = Object.fromEntries((keeps ?? []).map((name) => [name, raw[name]]))
  const clear = listAddress(path, kept, {})
  const next = isFiltered ? { href: clear, label: t('clear') } : empty.elsewhere
  return (
    <>
      {names.length > 0 && (
        <FilterBar {...{ path, raw, names, keeps, isFiltered }} clearHref={clear}>
          {search && <SearchBox {...search} />}
          {filters.map((filter) => (
            <FilterSelect key={filter.name} {...filter} />
          ))}
        </FilterBar>
      )}
      <ListRegion path={path}>
        <DataTable
          dense
          {...{ caption, columns, rowKey, stacks }}
          captionHidden
          rows={page.rows}
          empty={
            <EmptyState
              title={empty.title}
              action={
                next && (
                  <ButtonLink size="dense" look="secondary" href={next.href}>
                    {next.label}
                  </ButtonLink>
                )
              }
            >
              {empty.body}
            </EmptyState>
          }
        />
        <ListFoot path={path} raw={raw} page={page} />
      </ListRegion>
    </>
  )
}
