import { useTranslations } from 'next-intl'
import { useEventWords } from '@/components/staff/event-words'
import { Panel } from '@/components/staff/panel'
import { EmptyState } from '@/components/ui/empty-state'
import { Timeline } from '@/components/ui/timeline'
import type { Tone } from '@/components/ui/tone'
import { isRowId } from '@/lib/domain/shared/row-id'
import type { AuditRow } from '@/lib/features/applications/queries/staff-record-parts'

/** Every fact of one application, newest first: what, when, who, from where, and the values that came with it. */
export function StaffTimeline({ events }: { events: AuditRow[] }) {
  const t = useTranslations('staff')
  const sentence = useEventWords()
  const entries = events.map((event) => ({
    key: event.id,
    at: event.at,
    tone: toneOf(event.name),
    title: sentence(event),
    by: t('timeline.by', { who: event.actorName ?? t(`actor.${event.actorKind}`), source: event.source }),
    children: <Detail event={event} />,
  }))
  return (
    <Panel title={t('timeline.title')}>
      {events.length === 0 ? (
        <EmptyState title={t('timeline.empty')} />
      ) : (
        <Timeline label={t('timeline.title')} entries={entries} />
      )}
    </Panel>
  )
}

function Detail({ event: { name, detail } }: { event: AuditRow }) {
  const values = Object.entries(detail).filter(
    ([, value]) => value !== null && value !== '' && !isRowId(String(value)),
  )
  return (
    <p className="font-mono text-sm text-muted wrap-anywhere">
      {[name, ...values.map(([key, value]) => `${key}=${String(value)}`)].join(' · ')}
    </p>
  )
}

function toneOf(name: string): Tone {
  if (/settled|unlocked|result_arrived|refunded|provider_back|\.submitted|verified|\.healthy/.test(name))
    return 'good'
  if (/mismatch|rejected|given_up|unhealthy/.test(name)) return 'bad'
  if (/failed|provider_down|second_capture|refund_queued/.test(name)) return 'warn'
  return 'neutral'
}
