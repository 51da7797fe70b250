import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { Disclosure } from '@/components/ui/disclosure'
import { Instant } from '@/components/ui/instant'
import { type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { RecordDocument } from '@/lib/features/reviews/queries/record'
import { JudgeForm } from './judge-form'
import { documentTone } from './words'

/** Every uploaded document with its fingerprint, where it stands, and its verdict form. */
export function RecordDocuments({ documents, role }: { documents: RecordDocument[]; role: StaffRole }) {
  const t = useTranslations('review.documents')
  return (
    <ClientMessages also={['refusals', 'review']}>
      <Panel title={t('title')}>
        {documents.length === 0 && <p className="text-sm text-muted">{t('none')}</p>}
        {documents.map((document) => (
          <article
            key={document.id}
            className="flex flex-col gap-2 border-b border-line pb-3 text-sm last:border-b-0"
          >
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {/* A plain link: a file to save is no page that could be drawn. */}
              <a
                href={`/staff/review/documents/${document.id}`}
                className="text-brand underline underline-offset-3"
              >
                {document.name}
              </a>
              <Badge tone={document.replacedAt ? 'neutral' : documentTone[document.state]}>
                {document.replacedAt ? t('replaced') : t(`state.${document.state}`)}
              </Badge>
              <span className="figures text-muted">
                {t('size', { kilobytes: Math.ceil(document.bytes / 1024) })}
              </span>
              <span className="text-muted">
                <Instant at={document.uploadedAt} />
              </span>
            </p>
            {document.reason && <p className="measure whitespace-pre-line">{document.reason}</p>}
            {document.judgedByName && document.judgedAt && (
              <p className="text-muted">
                {t('judged_by', { name: document.judgedByName })} <Instant at={document.judgedAt} />
              </p>
            )}
            <p className="flex flex-wrap items-center gap-2 text-muted">
              {t('fingerprint')} <CopyableId value={document.sha256} label={t('fingerprint')} />
            </p>
            {!document.replacedAt && roleMay(role, 'applications.query') && (
              <Disclosure summary={t('judge')}>
                <JudgeForm documentId={document.id} state={document.state} />
              </Disclosure>
            )}
          </article>
        ))}
      </Panel>
    </ClientMessages>
  )
}
