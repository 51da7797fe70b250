import { useTranslations } from 'next-intl'
import { BackLink } from '@/components/ui/back-link'
import { PageTitle } from '@/components/ui/page-title'
import { Timeline } from '@/components/ui/timeline'
import type { Tone } from '@/components/ui/tone'
import type { TimelineEventView } from '@/lib/features/applications/queries/home'

// Good and bad news stand out; everything else is a plain line.
const tones: Partial<Record<TimelineEventView['name'], Tone>> = {
  'application.submitted': 'good',
  'fee.settled': 'good',
  'fee.refunded': 'good',
  'assessment.unlocked': 'good',
  'assessment.result_arrived': 'good',
  'assessment.provider_back': 'good',
  'fee.payment_failed': 'warn',
  'fee.amount_mismatch': 'warn',
  'fee.second_capture': 'warn',
  'assessment.launch_failed': 'warn',
  'assessment.provider_down': 'warn',
  'assessment.result_given_up': 'warn',
}

/** What happened on one application as its applicant sees it: newest first, India time, one sentence each. */
export function ApplicationTimeline({
  number,
  events,
}: {
  number: string
  events: readonly TimelineEventView[]
}) {
  const t = useTranslations('applications.timeline')
  const sentences = useTranslations('events')
  return (
    <div className="measure">
      <BackLink href={`/applications/${number}`}>{t('back')}</BackLink>
      <PageTitle caption={number} lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <Timeline
        label={t('title')}
        entries={events.map(({ id, name, at, by, detail }) => ({
          key: id,
          at,
          by: t(`by.${by}`),
          tone: tones[name] ?? 'neutral',
          title: sentences(name.replaceAll('.', '_'), wordsOf(detail)),
        }))}
      />
    </div>
  )
}

/** What fills a sentence: text and numbers of the event; a sentence names only those that its event always has. */
const wordsOf = (detail: TimelineEventView['detail']): Record<string, string | number> =>
  Object.fromEntries(
    Object.entries(detail).map(([key, value]) => [
      key,
      typeof value === 'number' ? value : String(value ?? ''),
    ]),
  )
