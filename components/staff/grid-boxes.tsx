'use client'

import { useEffect, useRef } from 'react'

const box = 'size-5 accent-brand align-middle'

/** Chooses every row of the page, or none; half filled while some are chosen. */
export function PageBox({
  label,
  isAll,
  isSome,
  onChange,
}: {
  label: string
  isAll: boolean
  isSome: boolean
  onChange: (chosen: boolean) => void
}) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current) input.current.indeterminate = isSome && !isAll
  }, [isSome, isAll])
  return (
    <input
      ref={input}
      type="checkbox"
      aria-label={label}
      checked={isAll}
      onChange={(event) => onChange(event.target.checked)}
      className={box}
    />
  )
}

/** Chooses one row; `x` presses it. `isSent`: it is sent with its form, as one of the rows named one by one. */
export function RowBox({
  label,
  form,
  value,
  isChosen,
  isSent,
  onChange,
}: {
  label: string
  form: string
  value: string
  isChosen: boolean
  isSent: boolean
  onChange: (chosen: boolean) => void
}) {
  return (
    <input
      type="checkbox"
      aria-label={label}
      form={form}
      name={isSent ? 'id' : undefined}
      value={value}
      checked={isChosen}
      onChange={(event) => onChange(event.target.checked)}
      className={box}
    />
  )
}
