import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useEventWords } from '@/components/staff/event-words'
import { type Fact, FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import { Timeline } from '@/components/ui/timeline'
import { formatPaise } from '@/lib/domain/shared/paise'
import type { RecordLine } from '@/lib/features/payments/queries/desk-records'

/** What a record page says after something was done on the page before. */
export const doneKeys = ['asked', 'approve', 'reject', 'retried', 'coupon'] as const

/** One record of the desk: a timeline of facts on the left, what it is and what can be done on the right. */
export function DeskRecord({
  title,
  caption,
  back,
  done,
  lines,
  facts,
  actions,
  children,
}: {
  title: string
  caption?: string
  back: string
  done?: string | string[]
  lines?: RecordLine[]
  facts: readonly Fact[]
  actions?: ReactNode
  children?: ReactNode
}) {
  const t = useTranslations('desk')
  const said = doneKeys.find((key) => key === done)
  return (
    <>
      <BackLink href={back}>{t('back')}</BackLink>
      <PageTitle dense caption={caption}>
        {title}
      </PageTitle>
      {said && (
        <div className="mb-4">
          <Notice tone="good" live="status">
            <p>{t(`done.${said}`)}</p>
          </Notice>
        </div>
      )}
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
        <div className="order-2 flex flex-col gap-6 lg:order-1">
          <Panel title={t('timeline')}>
            <Lines lines={lines ?? []} />
          </Panel>
        </div>
        <div className="order-1 flex flex-col gap-6 lg:order-2">
          <Panel title={t('summary')}>
            <FactList facts={facts} />
          </Panel>
          {actions && (
            <Panel title={t('actions')}>
              <div className="flex flex-col items-start gap-3">{actions}</div>
            </Panel>
          )}
          {children}
        </div>
      </div>
    </>
  )
}

function Lines({ lines }: { lines: RecordLine[] }) {
  const t = useTranslations('desk')
  const tState = useTranslations('staff.payment_state')
  const sentence = useEventWords()
  if (lines.length === 0) return <p className="text-sm text-muted">{t('no_lines')}</p>
  return (
    <Timeline
      label={t('timeline')}
      entries={lines.map((line) =>
        line.kind === 'event'
          ? { key: line.id, at: line.at, title: sentence(line), by: line.who ?? undefined }
          : {
              key: line.id,
              at: line.at,
              tone: 'info' as const,
              title: t('gateway_said', {
                payment: line.payment,
                state: tState(line.state),
                amount: formatPaise(line.paise),
              }),
              by: t(`source.${line.source}`),
            },
      )}
    />
  )
}
