import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextLink } from '@/components/ui/text-link'
import { assignRules } from '@/lib/features/assessments/actions'
import type { RuleIntakeRow, RuleSetRow } from '@/lib/features/assessments/queries/rules'
import { BeginRuleSet } from './begin-rule-set'

/** The partner's rule sets with what is published of each, and which intake uses which. */
export function RuleSets({ sets, intakes }: { sets: RuleSetRow[]; intakes: RuleIntakeRow[] }) {
  const t = useTranslations('rules')
  return (
    <ClientMessages also={['refusals', 'rules']}>
      <PageTitle dense lead={t('lead')}>
        {t('title')}
      </PageTitle>
      <div className="flex flex-col gap-6">
        <Panel title={t('sets')}>
          <DataTable
            dense
            caption={t('sets')}
            captionHidden
            stacks
            columns={useSetColumns()}
            rows={sets}
            rowKey={({ id }) => id}
            empty={<EmptyState title={t('no_sets')}>{t('no_sets_body')}</EmptyState>}
          />
        </Panel>
        <Panel title={t('new_set')}>
          <BeginRuleSet />
        </Panel>
        <Panel title={t('intakes')}>
          <DataTable
            dense
            caption={t('intakes')}
            captionHidden
            stacks
            columns={useIntakeColumns(sets)}
            rows={intakes}
            rowKey={({ id }) => id}
          />
        </Panel>
      </div>
    </ClientMessages>
  )
}

function useSetColumns(): Column<RuleSetRow>[] {
  const t = useTranslations('rules')
  return [
    {
      key: 'name',
      header: t('set'),
      cell: ({ id, name }) => (
        <TextLink href={`/staff/settings/recommendations/${id}`} className="font-semibold">
          {name}
        </TextLink>
      ),
    },
    {
      key: 'version',
      header: t('version'),
      cell: ({ published, draft }) => (
        <span className="flex flex-wrap items-center gap-2">
          {published ? (
            <Badge tone="good">{t('version_no', { version: published.version })}</Badge>
          ) : (
            <Badge>{t('not_published')}</Badge>
          )}
          {draft !== null && <Badge tone="info">{t('draft_open', { version: draft })}</Badge>}
        </span>
      ),
    },
    {
      key: 'published',
      header: t('published_at'),
      cell: ({ published }) => (published?.at ? <Instant at={published.at} /> : '–'),
    },
    {
      key: 'intakes',
      header: t('used_by'),
      cell: ({ intakes }) => intakes.join(', ') || t('used_by_none'),
    },
  ]
}

function useIntakeColumns(sets: RuleSetRow[]): Column<RuleIntakeRow>[] {
  const t = useTranslations('rules')
  return [
    {
      key: 'intake',
      header: t('intake'),
      cell: ({ code, name }) => (
        <>
          <span className="font-semibold">{code}</span> <span className="text-muted">{name}</span>
        </>
      ),
    },
    { key: 'provider', header: t('provider'), cell: ({ provider }) => provider ?? t('no_provider') },
    {
      key: 'rules',
      header: t('set'),
      cell: (intake) =>
        intake.recommendsItself ? (
          <span className="text-muted">{t('sends_own', { provider: intake.provider ?? '' })}</span>
        ) : (
          <Assign intake={intake} sets={sets} />
        ),
    },
  ]
}

/** Only published rule sets can be chosen. */
function Assign({ intake, sets }: { intake: RuleIntakeRow; sets: RuleSetRow[] }) {
  const t = useTranslations('rules')
  return (
    <ActionForm
      action={assignRules}
      fields={{ intakeId: intake.id }}
      done={t('assigned')}
      className="flex flex-wrap items-center gap-2"
    >
      <select
        // A list keeps what was chosen in it: another assignment is another list.
        key={intake.ruleSetId ?? 'none'}
        name="ruleSetId"
        defaultValue={intake.ruleSetId ?? ''}
        aria-label={t('rules_of', { intake: intake.code })}
        className="min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink"
      >
        <option value="">{t('no_rules')}</option>
        {sets
          .filter(({ published }) => published !== null)
          .map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
      </select>
      <SubmitButton look="secondary" size="dense">
        {t('assign')}
      </SubmitButton>
    </ActionForm>
  )
}
