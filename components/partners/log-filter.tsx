import { useTranslations } from 'next-intl'
import type { ComponentProps } from 'react'
import { FilterBar, FilterSelect } from '@/components/staff/filter-bar'
import type { RawSearch } from '@/components/staff/list-address'
import {
  type CallFilter,
  callOutcomes,
  callPurposes,
  callWays,
  mailConnection,
} from '@/lib/domain/partners/calls'
import { toIndiaControl } from '@/lib/domain/shared/india-time'

const names = [
  'purpose',
  'outcome',
  'connection',
  'direction',
  'application',
  'record',
  'status',
  'slow',
  'path',
  'from',
  'until',
]

/** Narrows the integration log; every choice stands in the address. */
export function LogFilter({
  path,
  raw,
  filter,
  labels,
  isFiltered,
}: {
  path: string
  raw: RawSearch
  filter: CallFilter
  labels: string[]
  isFiltered: boolean
}) {
  const t = useTranslations('staff')
  const words = useTranslations('staff.integrations')
  return (
    <FilterBar path={path} raw={raw} names={names} isFiltered={isFiltered}>
      <FilterSelect
        name="connection"
        label={words('connection')}
        all={words('all_connections')}
        value={filter.connection}
        options={[
          ...labels.map((label) => ({ value: label, label })),
          { value: mailConnection, label: words('mail') },
        ]}
      />
      <FilterSelect
        name="purpose"
        label={words('purpose')}
        all={words('all_purposes')}
        value={filter.purpose}
        options={callPurposes.map((purpose) => ({ value: purpose, label: t(`purpose.${purpose}`) }))}
      />
      <FilterSelect
        name="outcome"
        label={words('outcome')}
        all={words('all_outcomes')}
        value={filter.outcome}
        options={callOutcomes.map((outcome) => ({ value: outcome, label: words(outcome) }))}
      />
      <FilterSelect
        name="direction"
        label={words('direction')}
        all={words('both_ways')}
        value={filter.direction}
        options={callWays.map((way) => ({ value: way, label: t(`direction.${way}`) }))}
      />
      <LogInput type="datetime-local" name="from" label={words('from')} value={controlOf(filter.from)} />
      <LogInput type="datetime-local" name="until" label={words('until')} value={controlOf(filter.until)} />
      <LogInput name="application" label={t('applications.number')} value={filter.application} />
      <LogInput name="record" label={words('record')} value={filter.record} />
      <LogInput name="path" label={words('path')} value={filter.path} />
      <LogInput
        type="number"
        min={100}
        max={599}
        name="status"
        label={words('status')}
        value={filter.status}
      />
      <LogInput type="number" min={0} name="slow" label={words('slow')} value={filter.slow} />
    </FilterBar>
  )
}

const controlOf = (at: Date | undefined) => (at ? toIndiaControl(at) : undefined)

function LogInput({
  label,
  value,
  ...input
}: { label: string; value?: string | number } & ComponentProps<'input'>) {
  const width = input.type === 'number' ? 'sm:w-24' : input.type ? '' : 'sm:w-44'
  return (
    <label className="flex flex-col gap-1 text-sm max-sm:w-full">
      <span className="font-semibold">{label}</span>
      <input
        type="text"
        maxLength={100}
        autoComplete="off"
        defaultValue={value}
        className={`min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink ${width}`}
        {...input}
      />
    </label>
  )
}
