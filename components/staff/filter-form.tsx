'use client'

import { parseAsString, useQueryStates } from 'nuqs'
import { NuqsAdapter } from 'nuqs/adapters/next/app'
import { type FormEvent, type ReactNode, useMemo, useTransition } from 'react'

type Props = { path: string; label: string; names?: readonly string[]; children: ReactNode }

/**
 * A list's filter in its address. Without JavaScript a plain GET form; with it the address changes in place and only the
 * list is read again. `names` are the controls it has; several answers to one of them stand behind commas.
 */
export function FilterForm({ names, ...props }: Props) {
  if (!names) return <PlainForm {...props} />
  return (
    <NuqsAdapter>
      <FormInPlace names={names} {...props} />
    </NuqsAdapter>
  )
}

function FormInPlace({ names, ...props }: Props & { names: readonly string[] }) {
  const [isPending, startTransition] = useTransition()
  const known = names.join(' ')
  const parsers = useMemo(
    // A change of filter begins at the first page.
    () => Object.fromEntries([...known.split(' '), 'after', 'before'].map((name) => [name, parseAsString])),
    [known],
  )
  const [, setFilter] = useQueryStates(parsers, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const given = new FormData(event.currentTarget)
    const textOf = (name: string) =>
      given
        .getAll(name)
        .filter((value) => typeof value === 'string' && value.trim() !== '')
        .join(',')
    void setFilter(Object.fromEntries(Object.keys(parsers).map((name) => [name, textOf(name) || null])))
  }
  return <PlainForm {...props} isPending={isPending} onSubmit={submit} />
}

function PlainForm({
  path,
  label,
  isPending = false,
  onSubmit,
  children,
}: Props & { isPending?: boolean; onSubmit?: (event: FormEvent<HTMLFormElement>) => void }) {
  return (
    <form
      method="get"
      action={path}
      role="search"
      aria-label={label}
      aria-busy={isPending}
      onSubmit={onSubmit}
      className="mb-3 flex flex-wrap items-end gap-3"
    >
      {children}
    </form>
  )
}
