'use client'

import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { ActionForm } from '@/components/staff/action-form'
import { Popover } from '@/components/staff/popover'
import { Button } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { arrangeView } from '@/lib/features/views/actions'

type Column = { key: string; label: string }

/** Which columns a view shows, in which order, and how close its rows stand; remembered for whoever arranges it. */
export function ColumnChooser({
  view,
  columns,
  shown,
  usual,
  isDense,
}: {
  /** A view's id, or `all`. */
  view: string
  /** Every column but the first, which always stands. */
  columns: readonly Column[]
  shown: readonly string[]
  usual: readonly string[]
  isDense: boolean
}) {
  const t = useTranslations('lists.columns')
  const [keys, setKeys] = useState(() => arranged(columns, shown))
  const [ticked, setTicked] = useState<ReadonlySet<string>>(() => new Set(shown))
  const labelOf = new Map(columns.map(({ key, label }) => [key, label]))
  const tick = (key: string, on: boolean) =>
    setTicked((now) => new Set(on ? [...now, key] : [...now].filter((one) => one !== key)))
  return (
    <Popover
      label={
        <>
          <Columns3 aria-hidden className="size-4" />
          {t('open')}
        </>
      }
    >
      <ActionForm
        action={arrangeView}
        fields={{ view }}
        done={t('done')}
        className="flex w-full flex-col gap-3"
      >
        <ul className="flex flex-col text-sm">
          {keys.map((key, at) => (
            <li key={key} className="flex items-center gap-1 border-b border-line py-1 last:border-b-0">
              <label className="flex min-h-8 flex-1 items-center gap-2">
                <input
                  type="checkbox"
                  name="columns"
                  value={key}
                  checked={ticked.has(key)}
                  onChange={(event) => tick(key, event.target.checked)}
                  className="size-5 accent-brand"
                />
                {labelOf.get(key)}
              </label>
              <Mover
                label={t('earlier', { column: labelOf.get(key) ?? key })}
                isShut={at === 0}
                press={() => setKeys(moved(keys, at, -1))}
                Icon={ArrowUp}
              />
              <Mover
                label={t('later', { column: labelOf.get(key) ?? key })}
                isShut={at === keys.length - 1}
                press={() => setKeys(moved(keys, at, 1))}
                Icon={ArrowDown}
              />
            </li>
          ))}
        </ul>
        <label className="flex min-h-8 items-center gap-2 text-sm">
          <input
            type="checkbox"
            name="dense"
            value="yes"
            defaultChecked={isDense}
            className="size-5 accent-brand"
          />
          {t('dense')}
        </label>
        <div className="flex flex-wrap gap-2">
          <SubmitButton size="dense">{t('save')}</SubmitButton>
          <Button
            type="button"
            look="quiet"
            size="dense"
            onClick={() => {
              setKeys(arranged(columns, usual))
              setTicked(new Set(usual))
            }}
          >
            {t('usual')}
          </Button>
        </div>
      </ActionForm>
    </Popover>
  )
}

function Mover({
  label,
  isShut,
  press,
  Icon,
}: {
  label: string
  isShut: boolean
  press: () => void
  Icon: typeof ArrowUp
}) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={isShut || undefined}
      onClick={() => !isShut && press()}
      className="inline-flex size-8 items-center justify-center rounded text-muted hover:bg-brand-soft hover:text-ink aria-disabled:opacity-40"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  )
}

/** Those shown first, in their order; then the others as they usually stand. */
const arranged = (columns: readonly Column[], shown: readonly string[]): string[] => {
  const known = columns.map(({ key }) => key)
  const first = shown.filter((key) => known.includes(key))
  return [...first, ...known.filter((key) => !first.includes(key))]
}

function moved(keys: readonly string[], at: number, by: 1 | -1): string[] {
  const next = [...keys]
  const [key] = next.splice(at, 1)
  if (key !== undefined) next.splice(at + by, 0, key)
  return next
}
