import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Pagination } from '@/components/ui/pagination'
import type { KeysetPage } from '@/lib/platform/keyset'
import { listAddress, type RawSearch } from './list-address'

/** Below a list: how many rows stand here, whether there are more, and the way to them. Nothing is counted beyond the page. */
export function ListFoot({ path, raw, page }: { path: string; raw: RawSearch; page: KeysetPage<unknown> }) {
  const t = useTranslations('staff.list')
  const isFirst = !page.previous && !raw.after
  const isWhole = !page.next && isFirst
  if (page.rows.length === 0 && isWhole) return null
  const href = (place: KeysetPage<unknown>['next']) =>
    place ? listAddress(path, raw, { ...place }) : undefined
  // A list that cannot go back a page leads to its beginning instead.
  const toFirst = !isFirst && !page.previous
  return (
    <Pagination previousHref={href(page.previous)} nextHref={href(page.next)}>
      {toFirst && (
        <ButtonLink look="quiet" size="dense" href={listAddress(path, raw, {})}>
          {t('first')}
        </ButtonLink>
      )}
      {t(isWhole ? 'all' : page.next ? 'more' : 'end', { count: page.rows.length })}
    </Pagination>
  )
}
