import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { FactList } from '@/components/staff/fact-list'
import { Panel } from '@/components/staff/panel'
import { Refreshing } from '@/components/staff/refreshing'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import type { ReleaseView } from '@/lib/features/decisions/queries/releases'
import { releaseTone } from './decision-words'
import { ReleaseActions, type ReleaseRights } from './release-actions'
import { ReleaseDifferences } from './release-differences'
import { ReleaseDryRun } from './release-dry-run'
import { ReleaseLines } from './release-lines'

/** The whole life of one release: its plan, what was read, what blocks, what can be done now, what became of each. */
export function ReleaseScreen({ release, may }: { release: ReleaseView; may: ReleaseRights }) {
  const t = useTranslations('decisions')
  const isMoving = ['scheduled', 'first_batch', 'holding', 'rest'].includes(release.state)
  return (
    <ClientMessages also={['refusals', 'decisions']}>
      {isMoving && <Refreshing everySeconds={3} />}
      <BackLink href="/staff/decisions/releases">{t('release.back')}</BackLink>
      <PageTitle dense>{release.name}</PageTitle>
      <div className="flex flex-col gap-6">
        <p className="flex flex-wrap items-center gap-3">
          <Badge tone={releaseTone[release.state]}>{t(`release_states.${release.state}`)}</Badge>
          <Progress release={release} />
        </p>
        {release.state === 'stopped' && !release.people.stoppedBy && (
          <Notice tone="warn">
            <p>{t('release.stopped_by_portal')}</p>
          </Notice>
        )}
        <Panel title={t('release.actions')}>
          <ReleaseActions release={release} may={may} />
        </Panel>
        <Panel title={t('release.plan')}>
          <Plan release={release} />
        </Panel>
        <Panel title={t('release.dry_run')}>
          <ReleaseDryRun release={release} />
        </Panel>
        {release.differences && (
          <Panel title={t('release.differences')}>
            <ReleaseDifferences differences={release.differences} />
          </Panel>
        )}
        {release.dryRun && (
          <Panel id="lines" title={t('release.list')}>
            <ReleaseLines release={release} mayUndo={may.release} />
          </Panel>
        )}
      </div>
    </ClientMessages>
  )
}

function Progress({ release: { items } }: { release: ReleaseView }) {
  const t = useTranslations('decisions.release')
  const total = Object.values(items).reduce((sum, count) => sum + count, 0)
  const done = items.released ?? 0
  if (total === 0) return null
  return (
    <>
      <progress max={total} value={done} aria-label={t('progress_label')} className="w-40" />
      <span className="figures">{t('progress', { done, total })}</span>
    </>
  )
}

function Plan({ release }: { release: ReleaseView }) {
  const t = useTranslations('decisions')
  const moment = (key: string, at: Date | null) => ({
    key,
    label: t(`release.${key}`),
    value: at && <Instant at={at} />,
  })
  return (
    <FactList
      facts={[
        { key: 'intake', label: t('releases.intake'), value: release.intake },
        {
          key: 'programme',
          label: t('releases.programme'),
          value: release.programme ?? t('releases.programme_all'),
        },
        {
          key: 'kinds',
          label: t('releases.kinds'),
          value: release.kinds.map((kind) => t(`kinds.${kind}`)).join(', '),
        },
        { key: 'first', label: t('release.first_batch'), value: release.firstBatchSize },
        {
          key: 'hold',
          label: t('release.hold'),
          value: t('release.minutes', { count: release.holdMinutes }),
        },
        moment('respond_by', release.respondBy),
        { key: 'made_by', label: t('release.made_by'), value: release.people.createdBy },
        { key: 'approved_by', label: t('release.approved_by'), value: release.people.approvedBy },
        ...(
          [
            ['scheduled_for', release.scheduledFor],
            ['started', release.startedAt],
            ['hold_until', release.holdUntil],
            ['stopped', release.stoppedAt],
            ['undone', release.undoneAt],
            ['finished', release.finishedAt],
          ] as const
        ).flatMap(([key, at]) => (at ? [moment(key, at)] : [])),
      ]}
    />
  )
}
