import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/text-link'
import type { TemplateRow } from '@/lib/features/outreach/queries/templates'
import { MessageTabs } from './message-tabs'
import { NewTemplateForm } from './new-template-form'

/** The partner's templates, and the beginning of a new one. */
export function Templates({ templates, mayEdit }: { templates: TemplateRow[]; mayEdit: boolean }) {
  const t = useTranslations('outreach')
  const columns: Column<TemplateRow>[] = [
    {
      key: 'name',
      header: t('template.name'),
      cell: ({ id, name }) =>
        mayEdit ? <TextLink href={`/staff/messages/templates/${id}`}>{name}</TextLink> : name,
    },
    { key: 'purpose', header: t('purpose_label'), cell: ({ purpose }) => t(`purpose.${purpose}`) },
    {
      key: 'state',
      header: t('template.state'),
      cell: ({ published, hasDraft, retiredAt }) => (
        <span className="flex flex-wrap gap-2">
          {retiredAt ? (
            <Badge tone="neutral">{t('template.retired')}</Badge>
          ) : published === null ? (
            <Badge tone="warn">{t('template.unpublished')}</Badge>
          ) : (
            <Badge tone="good">{t('template.published', { version: published })}</Badge>
          )}
          {hasDraft && <Badge tone="waiting">{t('template.draft')}</Badge>}
        </span>
      ),
    },
  ]
  return (
    <ClientMessages also={['refusals', 'outreach']}>
      <MessageTabs current="templates" />
      <div className="flex flex-col gap-6">
        <DataTable
          dense
          stacks
          caption={t('tabs.templates')}
          captionHidden
          columns={columns}
          rows={templates}
          rowKey={({ id }) => id}
          empty={<EmptyState title={t('template.empty')}>{t('template.empty_body')}</EmptyState>}
        />
        {mayEdit && (
          <Panel title={t('template.new')}>
            <NewTemplateForm />
          </Panel>
        )}
      </div>
    </ClientMessages>
  )
}
