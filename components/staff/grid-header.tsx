'use client'

import { cx } from 'class-variance-authority'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import type { MouseEvent, ReactNode } from 'react'
import { newestFirst, type SortField, type SortKey, writeSort } from '@/lib/domain/applications/sort'
import type { GridColumn } from './grid'
import { pressSort } from './press-sort'

/** A column's header: its name, and where the list can be sorted by it, the link that does; with Shift it joins the order. */
export function GridHeader({
  column: { numeric, sortBy },
  sort,
  path,
  address,
  className,
  children,
}: {
  column: GridColumn
  sort: readonly SortKey[]
  path: string
  address: string
  className: string
  children: ReactNode
}) {
  const order = sort.length > 0 ? sort : newestFirst
  const place = order.findIndex(({ by }) => by === sortBy)
  const held = order[place]
  return (
    <th
      scope="col"
      role="columnheader"
      // One column carries the sort that is read out first; the others say theirs in words.
      aria-sort={held && place === 0 ? (held.isDescending ? 'descending' : 'ascending') : undefined}
      className={cx(
        className,
        'text-sm font-semibold whitespace-nowrap text-muted',
        numeric ? 'text-end' : 'text-start',
      )}
    >
      {sortBy ? (
        <SortLink {...{ sortBy, order, path, address }} place={order.length > 1 ? place : null} held={held}>
          {children}
        </SortLink>
      ) : (
        children
      )}
    </th>
  )
}

function SortLink({
  sortBy,
  order,
  held,
  place,
  path,
  address,
  children,
}: {
  sortBy: SortField
  order: readonly SortKey[]
  held?: SortKey
  /** Which key of several it is, from 0; null where it is the only one. */
  place: number | null
  path: string
  address: string
  children: ReactNode
}) {
  const t = useTranslations()
  const router = useRouter()
  const hrefOf = (adds: boolean) => {
    const query = new URLSearchParams(address)
    query.set('sort', writeSort(pressSort(order, sortBy, adds)).join(','))
    return `${path}?${query}`
  }
  const add = (event: MouseEvent) => {
    if (!event.shiftKey) return
    event.preventDefault()
    router.push(hrefOf(true), { scroll: false })
  }
  const Arrow = held?.isDescending ? ArrowDown : ArrowUp
  return (
    <Link
      href={hrefOf(false)}
      scroll={false}
      prefetch={false}
      onClick={add}
      title={t('lists.sort_hint')}
      className="inline-flex items-center gap-1 underline-offset-3 hover:text-ink hover:underline"
    >
      {children}
      {held && <Arrow aria-hidden className="size-3.5" />}
      {held && place !== null && (
        <span aria-hidden className="figures text-sm">
          {place + 1}
        </span>
      )}
      {held && (
        <span className="sr-only">
          ({t(held.isDescending ? 'ui.sorted_descending' : 'ui.sorted_ascending')}
          {place !== null && `, ${place + 1}`})
        </span>
      )}
    </Link>
  )
}
