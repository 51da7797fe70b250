import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ClientMessages } from '@/components/layout/client-messages'

/**
 * One application as staff see it: its head stays in sight, what happened stands on the left, what is true and what can be
 * done on the right; on a phone everything stands below each other. `parts` are the anchors of the right side, in order.
 */
export function RecordFrame({
  head,
  parts,
  timeline,
  children,
}: {
  head: ReactNode
  parts: readonly string[]
  timeline: ReactNode
  children: ReactNode
}) {
  return (
    <ClientMessages also={['refusals']}>
      <div className="-mx-4 -mt-5 mb-5 border-b border-line bg-surface px-4 pt-3 lg:sticky lg:top-0 lg:z-20 lg:-mx-6 lg:px-6">
        {head}
        <PartLinks parts={parts} />
      </div>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[minmax(18rem,2fr)_minmax(0,3fr)]">
        <div className="order-2 lg:order-1">{timeline}</div>
        <div className="order-1 flex min-w-0 flex-col gap-6 lg:order-2">{children}</div>
      </div>
    </ClientMessages>
  )
}

function PartLinks({ parts }: { parts: readonly string[] }) {
  const t = useTranslations('staff')
  return (
    <nav aria-label={t('record.parts')} data-commands className="max-lg:overflow-x-auto">
      <ul className="flex gap-x-1 lg:flex-wrap">
        {[...parts, 'timeline'].map((id) => (
          <li key={id}>
            <a
              href={`#${id}`}
              className="inline-flex min-h-8 items-center px-2 text-sm whitespace-nowrap text-muted no-underline -outline-offset-3! hover:text-ink hover:underline"
            >
              {t(`parts.${id}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The place of one part. The page comes whole: what is read at once, stands at once, with script and without. */
export function RecordPart({ id, children }: { id: string; children: ReactNode }) {
  return (
    <div id={id} className="scroll-mt-4 lg:scroll-mt-48">
      {children}
    </div>
  )
}
