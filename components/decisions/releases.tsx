import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Instant } from '@/components/ui/instant'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import type { ReleaseCard } from '@/lib/features/decisions/queries/releases'
import { DecisionTabs } from './decision-tabs'
import { releaseTone } from './decision-words'
import { PlanRelease } from './plan-release'

export type IntakeChoice = { id: string; name: string; programmes: { id: string; name: string }[] }

/** Every release, newest first, and the plan of a new one. */
export function Releases({
  releases,
  intakes,
  mayPlan,
}: {
  releases: ReleaseCard[]
  intakes: IntakeChoice[]
  mayPlan: boolean
}) {
  const t = useTranslations('decisions')
  return (
    <ClientMessages also={['refusals', 'decisions']}>
      <PageTitle dense>{t('tabs.releases')}</PageTitle>
      <DecisionTabs current="releases" />
      <div className="mt-4 flex flex-col gap-6">
        <p className="measure text-muted">{t('releases.lead')}</p>
        <DataTable
          dense
          stacks
          caption={t('releases.list')}
          captionHidden
          rows={releases}
          rowKey={({ id }) => id}
          empty={
            <EmptyState
              title={t('releases.none')}
              action={
                <ButtonLink size="dense" look="secondary" href="/staff/decisions">
                  {t('tabs.board')}
                </ButtonLink>
              }
            >
              {t('releases.none_body')}
            </EmptyState>
          }
          columns={[
            {
              key: 'name',
              header: t('releases.name'),
              cell: ({ id, name }) => <TextLink href={`/staff/decisions/releases/${id}`}>{name}</TextLink>,
            },
            {
              key: 'state',
              header: t('releases.state'),
              cell: ({ state }) => <Badge tone={releaseTone[state]}>{t(`release_states.${state}`)}</Badge>,
            },
            { key: 'intake', header: t('releases.intake'), cell: ({ intake }) => intake },
            {
              key: 'kinds',
              header: t('releases.kinds'),
              cell: ({ kinds }) => kinds.map((kind) => t(`kinds.${kind}`)).join(', '),
            },
            { key: 'by', header: t('releases.by'), cell: ({ createdBy }) => createdBy },
            { key: 'made', header: t('releases.made'), cell: ({ createdAt }) => <Instant at={createdAt} /> },
          ]}
        />
        <Panel id="new" title={t('releases.new')}>
          {mayPlan ? (
            <PlanRelease intakes={intakes} />
          ) : (
            <LockedAction because={t('releases.new_locked')}>{t('releases.new')}</LockedAction>
          )}
        </Panel>
      </div>
    </ClientMessages>
  )
}
