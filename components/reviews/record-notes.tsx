import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { Instant } from '@/components/ui/instant'
import type { RecordNote } from '@/lib/features/reviews/queries/record'
import { NoteForm } from './note-form'

/** What staff tell each other about an application: written once, never changed. The applicant never sees it. */
export function RecordNotes({
  number,
  notes,
  colleagues,
  isBlind,
}: {
  number: string
  notes: RecordNote[]
  colleagues: { id: string; fullName: string }[]
  /** Only one's own notes are shown: others may name the person. */
  isBlind: boolean
}) {
  const t = useTranslations('review.notes')
  return (
    <ClientMessages also={['refusals', 'review']}>
      <Panel title={t('title')}>
        <NoteForm number={number} colleagues={colleagues} written={notes.length} />
        {isBlind && <p className="measure text-sm text-muted">{t('blind')}</p>}
        {notes.length === 0 && <p className="text-sm text-muted">{t('none')}</p>}
        <ol className="flex flex-col gap-3">
          {notes.map(({ id, authorName, body, at }) => (
            <li key={id} className="flex flex-col gap-1 border-s-4 border-line ps-3 text-sm">
              <p className="flex flex-wrap gap-x-3">
                <span className="font-semibold">{authorName}</span>
                <span className="text-muted">
                  <Instant at={at} />
                </span>
              </p>
              <p className="measure wrap-anywhere whitespace-pre-line">{body}</p>
            </li>
          ))}
        </ol>
      </Panel>
    </ClientMessages>
  )
}
