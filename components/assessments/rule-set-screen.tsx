import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import type { RuleSetPage, RuleVersionInHistory } from '@/lib/features/assessments/queries/rules'
import { RulesEditor } from './rules-editor'

/** One rule set: what is published, the editor with its preview, and who published what, when and why. */
export function RuleSetScreen({ page }: { page: RuleSetPage }) {
  const t = useTranslations('rules')
  const { name, published, draft, history } = page
  return (
    <>
      <BackLink href="/staff/settings/recommendations">{t('back')}</BackLink>
      <PageTitle dense caption={t('title')} lead={t('edit_lead')}>
        {name}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <p className="flex flex-wrap items-center gap-2 text-sm">
          {published === null ? (
            <Badge>{t('not_published')}</Badge>
          ) : (
            <Badge tone="good">{t('version_no', { version: published })}</Badge>
          )}
          <span className="text-muted">
            {draft === null ? t('editing_new') : t('editing_draft', { version: draft })}
          </span>
        </p>
        <ClientMessages also={['refusals', 'rules', 'scores']}>
          <RulesEditor page={page} />
        </ClientMessages>
        <Panel title={t('history')}>
          <DataTable
            dense
            caption={t('history')}
            captionHidden
            stacks
            columns={useHistoryColumns()}
            rows={history}
            rowKey={({ version }) => String(version)}
            empty={<p className="text-sm text-muted">{t('history_none')}</p>}
          />
        </Panel>
      </div>
    </>
  )
}

function useHistoryColumns(): Column<RuleVersionInHistory>[] {
  const t = useTranslations('rules')
  return [
    { key: 'version', header: t('version'), cell: ({ version }) => t('version_no', { version }) },
    { key: 'at', header: t('published_at'), cell: ({ at }) => (at ? <Instant at={at} /> : '–') },
    { key: 'by', header: t('by'), cell: ({ by }) => by ?? t('by_seed') },
    { key: 'rules', header: t('rules_count'), numeric: true, cell: ({ rules }) => rules },
    { key: 'note', header: t('note'), cell: ({ note }) => note || '–' },
  ]
}
