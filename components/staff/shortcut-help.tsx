import { useTranslations } from 'next-intl'
import type { ReactNode, RefObject } from 'react'
import { Button } from '@/components/ui/button'
import type { ConsolePlace } from './console-tools'
import { goKeys, listKeys, recordKeys } from './shortcuts'

/** Every shortcut of the console with what it does. */
export function ShortcutHelp({
  dialog,
  places,
}: {
  dialog: RefObject<HTMLDialogElement | null>
  places: readonly ConsolePlace[]
}) {
  const t = useTranslations('lists.keys')
  return (
    <dialog
      ref={dialog}
      aria-labelledby="shortcuts-title"
      className="m-auto max-h-[85dvh] w-full max-w-3xl overflow-y-auto rounded border border-line bg-surface-raised p-5 text-ink shadow-float backdrop:bg-ink/40"
    >
      <h2 id="shortcuts-title" className="mb-3 text-lg">
        {t('title')}
      </h2>
      <div className="mb-4 grid gap-x-8 gap-y-4 sm:grid-cols-2">
        <div className="flex flex-col gap-4">
          <Group title={t('anywhere')}>
            <Line keys={['⌘', 'K']} also={['Ctrl', 'K']} does={t('palette')} />
            <Line keys={['?']} does={t('help')} />
          </Group>
          <Group title={t('lists')}>
            {Object.entries(listKeys).map(([key, does]) => (
              <Line key={key} keys={[key]} does={t(does)} />
            ))}
          </Group>
          <Group title={t('records')}>
            {Object.entries(recordKeys).map(([key, does]) => (
              <Line key={key} keys={[key]} does={t(does)} />
            ))}
          </Group>
        </div>
        <Group title={t('places')}>
          {places.map(({ section, label }) => (
            <Line key={section} keys={['g', goKeys[section]]} does={label} />
          ))}
        </Group>
      </div>
      <p className="mb-4 text-sm text-muted">{t('typing')}</p>
      <form method="dialog">
        <Button size="dense">{t('close')}</Button>
      </form>
    </dialog>
  )
}

const Group = ({ title, children }: { title: string; children: ReactNode }) => (
  <section>
    <h3 className="mb-2 text-base">{title}</h3>
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">{children}</dl>
  </section>
)

const Line = ({ keys, also, does }: { keys: string[]; also?: string[]; does: string }) => (
  <div className="col-span-2 grid grid-cols-subgrid">
    <dt className="flex flex-wrap gap-1">
      <Keys keys={keys} />
      {also && <Keys keys={also} />}
    </dt>
    <dd>{does}</dd>
  </div>
)

const Keys = ({ keys }: { keys: string[] }) => (
  <span className="inline-flex gap-0.5">
    {keys.map((key) => (
      <kbd key={key} className="rounded border border-line-strong bg-surface px-1.5 py-0.5 font-mono text-sm">
        {key}
      </kbd>
    ))}
  </span>
)
