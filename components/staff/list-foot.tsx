import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Pagination } from '@/components/ui/pagination'
import type { KeysetPage } from '@/lib/platform/keyset'
import { listAddress, type RawSearch } from './list-address'

/**
 * Below a list: how many rows stand here, whether there are more, and the way to them. Where it is known how many match in
 * all (`total`), that is said; otherwise nothing is counted beyond the page. `isBeyond`: this is not the first page.
 */
export function ListFoot({
  path,
  raw,
  page,
  total,
  isBeyond = Boolean(raw.after),
  of,
}: {
  path: string
  raw: RawSearch
  page: KeysetPage<unknown>
  total?: { count: number; isExact: boolean }
  isBeyond?: boolean
  /** What the list holds, where one page holds several. */
  of?: string
}) {
  const t = useTranslations('staff.list')
  const isFirst = !page.previous && !isBeyond
  const isWhole = !page.next && isFirst
  if (page.rows.length === 0 && isWhole) return null
  const href = (place: KeysetPage<unknown>['next']) =>
    place ? listAddress(path, raw, { ...place }) : undefined
  // A list that cannot go back a page leads to its beginning instead.
  const toFirst = !isFirst && !page.previous
  const count = page.rows.length
  return (
    <Pagination previousHref={href(page.previous)} nextHref={href(page.next)} of={of}>
      {toFirst && (
        <ButtonLink look="quiet" size="dense" href={listAddress(path, raw, {})}>
          {t('first')}
        </ButtonLink>
      )}
      {total === undefined || isWhole
        ? t(isWhole ? 'all' : page.next ? 'more' : 'end', { count })
        : t(total.isExact ? 'of' : 'of_at_least', { count, total: total.count })}
    </Pagination>
  )
}
