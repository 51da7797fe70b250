import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { OwnDocument, OwnQuery } from '@/lib/features/reviews/queries/own-query'
import { documentTone } from './words'

/** The question of the admissions office on the journey home, word for word. */
export function QueryNotice({ query }: { query: OwnQuery }) {
  const t = useTranslations('review.own')
  if (!query.open) return null
  return (
    <Notice tone="warn" title={t('asked')}>
      <p className="measure whitespace-pre-line">{query.open.question}</p>
      <p>
        {t(query.open.isLate ? 'late' : 'due')} <Instant at={query.open.dueAt} />
      </p>
      <p>
        <TextLink href={`/applications/${query.number}/query`}>{t('answer')}</TextLink>
      </p>
    </Notice>
  )
}

/** The documents that one has given, where each stands, and one's own copy of it. */
export function OwnDocuments({ number, documents }: { number: string; documents: OwnDocument[] }) {
  const t = useTranslations('review.own')
  if (documents.length === 0) return null
  return (
    <section className="mt-8 flex flex-col gap-3">
      <h2 className="text-xl">{t('documents')}</h2>
      <ul className="flex flex-col gap-4">
        {documents.map((document) => (
          <li key={document.id} className="flex flex-col gap-1">
            <p className="font-semibold">{document.name}</p>
            <OwnDocumentLine number={number} document={document} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** One given file: its name, state, size, fingerprint, and why it was not accepted. */
export function OwnDocumentLine({ number, document }: { number: string; document: OwnDocument }) {
  const t = useTranslations('review.documents')
  return (
    <div className="flex flex-col gap-1">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <a
          href={`/applications/${number}/documents/${document.id}`}
          className="min-w-0 wrap-anywhere text-brand underline underline-offset-3"
        >
          {document.fileName}
        </a>
        <Badge tone={documentTone[document.state]}>{t(`state.${document.state}`)}</Badge>
      </p>
      <p className="text-sm wrap-anywhere text-muted">
        {t('size', { kilobytes: Math.ceil(document.bytes / 1024) })}, <Instant at={document.uploadedAt} />
      </p>
      <p className="text-sm wrap-anywhere text-muted">
        {t('fingerprint')} <code className="font-mono">{document.sha256.slice(0, 16)}…</code>
      </p>
      {document.reason && <p className="measure whitespace-pre-line">{document.reason}</p>}
    </div>
  )
}
