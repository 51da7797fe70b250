'use client'

import { useTranslations } from 'next-intl'
import type { Chosen } from '@/components/staff/grid'
import { LockedAction } from '@/components/staff/locked-action'
import { Button } from '@/components/ui/button'

export type BulkAction = { kind: string; label: string; lockedBecause: string | null }

export const bulkForm = 'bulk'

/** More than these are not named one by one in an address: then it is all that match, or fewer. */
const mostNamed = 250

/**
 * What can be done with the chosen applications; it shows once something is chosen. A GET form that leads to the dry run:
 * the chosen rows by their ids, or the list's own filter for all that match.
 */
export function BulkBar({
  chosen,
  matching: { count: total, isExact },
  filter,
  actions,
}: {
  chosen: Chosen
  /** How many match the filter. */
  matching: { count: number; isExact: boolean }
  filter: readonly (readonly [string, string])[]
  actions: readonly BulkAction[]
}) {
  const t = useTranslations('lists.bulk')
  const { ids, elsewhere, isAll, isWholePage } = chosen
  const hasMore = isWholePage && !isAll && total > ids.length
  const isTooMany = !isAll && ids.length > mostNamed
  return (
    <form
      id={bulkForm}
      method="get"
      action="/staff/bulk/new"
      aria-label={t('label')}
      className="sticky bottom-0 z-10 mt-2 hidden flex-wrap items-center gap-2 rounded border border-line-strong bg-surface-raised p-2 shadow-float group-has-[tbody_input:checked]/grid:flex data-[chosen=true]:flex"
      data-chosen={isAll || ids.length > 0}
    >
      {isAll
        ? filter.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
        : elsewhere.map((id) => <input key={id} type="hidden" name="id" value={id} />)}
      <p role="status" className="figures px-1 text-sm font-semibold">
        {isAll
          ? t(isExact ? 'chosen_all' : 'chosen_all_at_least', { count: total })
          : t('chosen', { count: ids.length })}
      </p>
      {hasMore && (
        <Button type="button" look="quiet" size="dense" onClick={chosen.chooseAll}>
          {t(isExact ? 'choose_all' : 'choose_all_at_least', { count: total })}
        </Button>
      )}
      <Button type="button" look="quiet" size="dense" aria-keyshortcuts="Escape" onClick={chosen.clear}>
        {t('clear')}
      </Button>
      <span className="flex flex-wrap items-start gap-2 sm:ms-auto">
        {actions.map(({ kind, label, lockedBecause }) =>
          lockedBecause || isTooMany ? (
            <LockedAction
              key={kind}
              floats="up"
              because={lockedBecause ?? t('too_many', { most: mostNamed })}
            >
              {label}
            </LockedAction>
          ) : (
            <Button key={kind} look="secondary" size="dense" name="kind" value={kind}>
              {label}
            </Button>
          ),
        )}
      </span>
    </form>
  )
}
