import type { ReactNode } from 'react'

export type Fact = { key: string; label: string; value: ReactNode }

/** Dense facts of a record: label and value side by side; what is not known shows a dash. */
export function FactList({ facts }: { facts: readonly Fact[] }) {
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(58%,1fr)] gap-x-3 gap-y-1.5 text-sm sm:grid-cols-[minmax(5rem,auto)_1fr] sm:gap-x-4">
      {facts.map(({ key, label, value }) => (
        <div key={key} className="col-span-2 grid grid-cols-subgrid">
          <dt className="text-muted">{label}</dt>
          <dd className="min-w-0 wrap-anywhere max-sm:[&_.whitespace-nowrap]:whitespace-normal">
            {value === null || value === undefined || value === '' ? '–' : value}
          </dd>
        </div>
      ))}
    </dl>
  )
}
