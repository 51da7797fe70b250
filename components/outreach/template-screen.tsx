import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { mergeFields } from '@/lib/domain/outreach/merge'
import { retireTemplate } from '@/lib/features/outreach/actions'
import type { TemplatePage } from '@/lib/features/outreach/queries/templates'
import { TemplateEditor } from './template-editor'

/** One template: its text in both languages, its fields, its versions. */
export function TemplateScreen({ template }: { template: TemplatePage }) {
  const t = useTranslations('outreach')
  const { id, name, purpose, retiredAt, text, versions } = template
  return (
    <ClientMessages also={['refusals', 'outreach']}>
      <BackLink href="/staff/messages">{t('template.back')}</BackLink>
      <PageTitle dense actions={<Badge tone="neutral">{t(`purpose.${purpose}`)}</Badge>}>
        {name}
      </PageTitle>
      <div className="grid gap-8 lg:grid-cols-[minmax(0,3fr)_minmax(15rem,1fr)]">
        {retiredAt ? <p>{t('template.was_retired')}</p> : <TemplateEditor id={id} text={text} />}
        <div className="flex min-w-0 flex-col gap-6">
          <Panel title={t('template.fields')}>
            <p className="text-sm text-muted">{t('template.fields_hint')}</p>
            <dl className="flex flex-col gap-2 text-sm">
              {mergeFields.map((field) => (
                <div key={field}>
                  <dt>
                    <code className="font-mono">{`{{${field}}}`}</code>
                  </dt>
                  <dd className="text-muted">{t(`field.${field}`)}</dd>
                </div>
              ))}
            </dl>
          </Panel>
          <Panel title={t('template.versions')}>
            <ul className="flex flex-col gap-2 text-sm">
              {versions.map(({ version, state, publishedAt }) => (
                <li key={version} className="flex flex-wrap items-center gap-2">
                  {t('template.version', { version })}
                  <Badge tone={state === 'draft' ? 'waiting' : 'neutral'}>
                    {t(`template.version_state.${state}`)}
                  </Badge>
                  {publishedAt && <Instant at={publishedAt} />}
                </li>
              ))}
            </ul>
          </Panel>
          {!retiredAt && (
            <ActionForm action={retireTemplate} fields={{ templateId: id }} done={t('template.was_retired')}>
              <SubmitButton look="danger" size="dense">
                {t('template.retire')}
              </SubmitButton>
            </ActionForm>
          )}
        </div>
      </div>
    </ClientMessages>
  )
}
