import type { ComponentProps, ReactNode } from 'react'

/** One radio or checkbox with its words: the whole row is the target, 44 px high. */
export function Choice({
  id,
  label,
  hint,
  ...input
}: Omit<ComponentProps<'input'>, 'id'> & { id: string; label: ReactNode; hint?: ReactNode }) {
  return (
    <div>
      <label htmlFor={id} className="flex min-h-11 items-start gap-3 py-2">
        <input
          id={id}
          className="mt-0.5 size-5 shrink-0"
          aria-describedby={hint ? `${id}-hint` : undefined}
          {...input}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <div id={`${id}-hint`} className="-mt-1 mb-2 ps-8 text-muted">
          {hint}
        </div>
      )}
    </div>
  )
}
