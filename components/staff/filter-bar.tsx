import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import { FilterForm } from './filter-form'
import type { RawSearch } from './list-address'

const control = 'min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink'

/**
 * Narrows a list: a GET form, so that the filter stands in the address and works without JavaScript. With `names`, its
 * controls, only the list is read again; `keeps` are sent along as they are.
 */
export function FilterBar({
  path,
  raw,
  names,
  keeps = [],
  isFiltered,
  clearHref = path,
  children,
}: {
  path: string
  raw: RawSearch
  names?: readonly string[]
  keeps?: readonly string[]
  isFiltered: boolean
  clearHref?: string
  children: ReactNode
}) {
  const t = useTranslations('staff.filter')
  return (
    // Another address is another form: boxes and lists would keep what was chosen in them while the list shows something else.
    <FilterForm
      key={JSON.stringify(raw)}
      path={path}
      label={t('label')}
      names={names && [...names, ...keeps]}
    >
      {children}
      {keeps.map((name) => {
        const value = raw[name]
        return typeof value === 'string' && value !== '' ? (
          <input key={name} type="hidden" name={name} value={value} />
        ) : null
      })}
      <Button look="secondary" size="dense" className="min-h-9!">
        {t('apply')}
      </Button>
      {isFiltered && (
        <Link
          href={clearHref}
          className="inline-flex min-h-9 items-center text-sm text-brand underline underline-offset-3"
        >
          {t('clear')}
        </Link>
      )}
    </FilterForm>
  )
}

/** The search box of a filter bar; `/` leads here. */
export function SearchBox({ label, hint, value }: { label: string; hint?: string; value?: string }) {
  return (
    <label className="flex grow flex-col gap-1 text-sm sm:max-w-72">
      <span className="font-semibold">{label}</span>
      <input
        type="search"
        name="q"
        defaultValue={value}
        placeholder={hint}
        maxLength={100}
        aria-keyshortcuts="/"
        className={control}
      />
    </label>
  )
}

export type FilterChoice = {
  name: string
  label: string
  /** What the empty option says: it shows everything. */
  all: string
  value?: string
  options: readonly { value: string; label: string }[]
}

/** One choice of a filter bar; the empty option shows everything. Several values from an address are one more option. */
export function FilterSelect({ name, label, all, value, options }: FilterChoice) {
  const chosen = value?.split(',') ?? []
  const combined =
    chosen.length > 1
      ? chosen.map((one) => options.find((option) => option.value === one)?.label ?? one).join(', ')
      : null
  return (
    <label className="flex flex-col gap-1 text-sm max-sm:w-full">
      <span className="font-semibold">{label}</span>
      <select name={name} defaultValue={value ?? ''} className={`${control} sm:max-w-48`}>
        <option value="">{all}</option>
        {combined && <option value={value}>{combined}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** One typed part of a filter bar: a day, a number, an id. */
export function FilterInput({
  name,
  label,
  value,
  type,
  ...rest
}: {
  name: string
  label: string
  value?: string | number
  type: 'date' | 'number' | 'text'
  min?: number
  max?: number
}) {
  return (
    <label className="flex flex-col gap-1 text-sm max-sm:w-full">
      <span className="font-semibold">{label}</span>
      <input type={type} name={name} defaultValue={value} className={`${control} sm:max-w-40`} {...rest} />
    </label>
  )
}
