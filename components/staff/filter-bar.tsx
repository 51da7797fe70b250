import { useTranslations } from 'next-intl'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'
import type { RawSearch } from './list-address'

const control = 'min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink'

/** Narrows a list: a plain GET form, so that the filter stands in the address and works without JavaScript. `keeps` are sent along. */
export function FilterBar({
  path,
  raw,
  keeps = [],
  isFiltered,
  children,
}: {
  path: string
  raw: RawSearch
  keeps?: readonly string[]
  isFiltered: boolean
  children: ReactNode
}) {
  const t = useTranslations('staff.filter')
  return (
    // Another address is another form: boxes and lists would keep what was chosen in them while the list shows something else.
    <form
      key={JSON.stringify(raw)}
      method="get"
      action={path}
      role="search"
      aria-label={t('label')}
      className="mb-3 flex flex-wrap items-end gap-3"
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
          href={path}
          className="inline-flex min-h-9 items-center text-sm text-brand underline underline-offset-3"
        >
          {t('clear')}
        </Link>
      )}
    </form>
  )
}

/** The search box of a filter bar; `/` leads here. */
export function SearchBox({ label, hint, value }: { label: string; hint?: string; value?: string }) {
  return (
    <label className="flex grow flex-col gap-1 text-sm sm:max-w-96">
      <span className="font-semibold">{label}</span>
      <input
        type="search"
        name="q"
        defaultValue={value}
        placeholder={hint}
        maxLength={100}
        className={control}
      />
    </label>
  )
}

/** One choice of a filter bar; the empty option shows everything. */
export function FilterSelect({
  name,
  label,
  all,
  value,
  options,
}: {
  name: string
  label: string
  all: string
  value?: string
  options: readonly { value: string; label: string }[]
}) {
  return (
    <label className="flex flex-col gap-1 text-sm max-sm:w-full">
      <span className="font-semibold">{label}</span>
      <select name={name} defaultValue={value ?? ''} className={`${control} sm:max-w-56`}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}
