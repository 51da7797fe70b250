import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import type { DecisionKind } from '@/lib/domain/decisions/decision'
import { mergeFields } from '@/lib/domain/decisions/letter'
import { publishTemplate } from '@/lib/features/decisions/actions'
import type { TemplateView } from '@/lib/features/decisions/queries/letters'
import { DecisionTabs } from './decision-tabs'
import { LetterEditor } from './letter-editor'

/** The letters of each kind: what is published, the draft, a preview as PDF, and the fields that are filled. */
export function LettersScreen({
  templates,
  mayEdit,
  edits,
}: {
  templates: TemplateView[]
  mayEdit: boolean
  edits: DecisionKind | null
}) {
  const t = useTranslations('letters')
  return (
    <ClientMessages also={['refusals', 'decisions', 'letters']}>
      <PageTitle dense>{t('title')}</PageTitle>
      <DecisionTabs current="letters" />
      <div className="mt-4 flex flex-col gap-6">
        <p className="measure text-muted">{t('lead')}</p>
        <Panel title={t('editor.fields')}>
          <ul className="flex flex-wrap gap-x-6 gap-y-1 text-sm">
            {mergeFields.map((field) => (
              <li key={field}>
                <code>{`{{${field}}}`}</code> <span className="text-muted">{t(`fields.${field}`)}</span>
              </li>
            ))}
          </ul>
        </Panel>
        {templates.map((template) => (
          <Letter
            key={template.kind}
            template={template}
            mayEdit={mayEdit}
            isEdited={edits === template.kind}
          />
        ))}
      </div>
    </ClientMessages>
  )
}

function Letter({
  template: { kind, draft, published },
  mayEdit,
  isEdited,
}: {
  template: TemplateView
  mayEdit: boolean
  isEdited: boolean
}) {
  const t = useTranslations('letters.editor')
  const kinds = useTranslations('decisions.kinds')
  return (
    <Panel id={kind} title={kinds(kind)}>
      <p className="flex flex-wrap items-center gap-2">
        {published ? (
          <Badge tone="good">{t('published', { version: published.version })}</Badge>
        ) : (
          <Badge tone="warn">{t('unpublished')}</Badge>
        )}
        {draft && <Badge tone="info">{t('draft')}</Badge>}
      </p>
      {(draft ?? published) && (
        <p>
          {/* A file, not a page: the router must not fetch it. */}
          <a
            href={`/staff/decisions/letters/preview?kind=${kind}`}
            target="_blank"
            rel="noopener"
            className="text-brand underline underline-offset-3"
          >
            {t('preview')}
          </a>
        </p>
      )}
      {draft && mayEdit && (
        <ActionForm action={publishTemplate} fields={{ kind }} done={t('published_now')}>
          <SubmitButton size="dense">{t('publish')}</SubmitButton>
        </ActionForm>
      )}
      {mayEdit && isEdited && <LetterEditor kind={kind} words={draft ?? published} />}
      {mayEdit && !isEdited && (
        <p>
          <TextLink href={`/staff/decisions/letters?edit=${kind}#${kind}`}>{t('edit')}</TextLink>
        </p>
      )}
    </Panel>
  )
}
