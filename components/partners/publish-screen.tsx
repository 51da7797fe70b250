import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { standingTone } from '@/components/staff/words'
import { Badge } from '@/components/ui/badge'
import { Button, ButtonLink } from '@/components/ui/button'
import { type Column, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { TextLink } from '@/components/ui/text-link'
import { type Reach, reaches } from '@/lib/domain/partners/terms'
import { discardTerms } from '@/lib/features/partners/actions'
import type { IntakePage } from '@/lib/features/partners/queries/intakes'
import type { InFlightGroup, WhatIf } from '@/lib/features/partners/queries/what-if'
import { IntakeFrame } from './intake-frame'
import { PublishForm } from './publish-form'
import { TermsDifference } from './terms-value'

/** What publishing the draft would do, and the button that does it: locked with its reasons while something is missing. */
export function PublishScreen({
  page,
  whatIf,
  chosen,
}: {
  page: IntakePage
  whatIf: WhatIf | null
  chosen: readonly Reach[]
}) {
  const t = useTranslations('admin.publish')
  const { intake, draft, published, changed, missing, names, revision } = page
  if (!draft || !whatIf)
    return (
      <IntakeFrame intake={intake} tab="publish">
        <EmptyState
          title={t('no_draft')}
          action={
            <ButtonLink href={`/staff/settings/intakes/${intake.id}`} size="dense">
              {t('write_draft')}
            </ButtonLink>
          }
        >
          {t('no_draft_body')}
        </EmptyState>
      </IntakeFrame>
    )
  const isSame = published !== null && changed.length === 0
  const isLocked = isSame || Object.keys(missing).length > 0
  return (
    <IntakeFrame intake={intake} tab="publish">
      {published && (
        <Panel title={t('changes')}>
          <TermsDifference
            before={published.content}
            after={draft.content}
            changed={changed}
            names={names}
            labels={{
              before: t('published_no', { version: published.version }),
              after: t('draft_no', { version: draft.version }),
            }}
          />
        </Panel>
      )}
      <WhatIfPanel whatIf={whatIf} chosen={chosen} />
      <Panel title={t('publish')}>
        {isLocked ? (
          <LockedAction because={<Missing {...{ intake, missing, isSame }} />}>
            {t('submit', { version: draft.version })}
          </LockedAction>
        ) : (
          <ClientMessages also={['admin', 'refusals']}>
            <PublishForm
              intake={{ id: intake.id }}
              revision={revision}
              version={draft.version}
              chosen={chosen}
            />
          </ClientMessages>
        )}
        {published && (
          <ClientMessages also={['refusals']}>
            <ActionForm action={discardTerms} fields={{ intakeId: intake.id }}>
              <Button type="submit" look="danger" size="dense">
                {t('discard')}
              </Button>
            </ActionForm>
          </ClientMessages>
        )}
      </Panel>
    </IntakeFrame>
  )
}

/** Every problem in a sentence that leads to its field. */
function Missing({
  intake,
  missing,
  isSame,
}: {
  intake: { id: string }
  missing: Record<string, string>
  isSame: boolean
}) {
  const t = useTranslations('admin')
  if (isSame) return <p>{t('publish.same')}</p>
  return (
    <ul className="flex list-disc flex-col gap-1 ps-5">
      {Object.entries(missing).map(([field, key]) => (
        <li key={field}>
          <TextLink href={`/staff/settings/intakes/${intake.id}#${field}`}>
            {t.has(`errors.${key}`) ? t(`errors.${key}`, { programme: '' }) : t('errors.invalid')}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}

function WhatIfPanel({ whatIf, chosen }: { whatIf: WhatIf; chosen: readonly Reach[] }) {
  const t = useTranslations('admin.what_if')
  const field = useTranslations('admin.field')
  const standing = useTranslations('staff.standing')
  const reach = useTranslations('admin.versions.reach')
  const columns: Column<InFlightGroup>[] = [
    {
      key: 'step',
      header: t('step'),
      cell: ({ step }) => <Badge tone={standingTone[step]}>{standing(step)}</Badge>,
    },
    {
      key: 'version',
      header: t('version'),
      cell: ({ version }) => (version === null ? t('row') : t('no', { version })),
    },
    { key: 'count', header: t('count'), numeric: true, cell: ({ count }) => count },
    {
      key: 'outcome',
      header: t('outcome'),
      cell: ({ moves, because }) =>
        moves
          ? t('moves')
          : because.length === 0
            ? t('stays')
            : t('stays_because', { fields: because.map((name) => field(name)).join(', ') }),
    },
  ]
  return (
    <Panel id="what-if" title={t('title')}>
      <p>{t('new_applicants', { count: whatIf.notBegun })}</p>
      <p>
        {t('in_flight', { count: whatIf.inFlight })}{' '}
        {chosen.length > 0 ? t('moving', { count: whatIf.moving }) : t('nobody_moves')}
      </p>
      <ul className="flex list-disc flex-col gap-1 ps-5 text-sm">
        {whatIf.differs.map(({ version, count, changed }) => (
          <li key={version ?? 'row'}>
            {t('differs', {
              version: version ?? 0,
              count,
              fields: changed.map((name) => field(name)).join(', ') || t('nothing'),
            })}
          </li>
        ))}
      </ul>
      <form className="flex flex-wrap items-center gap-4">
        <span className="text-sm font-semibold">{t('reaches')}</span>
        {reaches.map((name) => (
          <label key={name} className="inline-flex min-h-6 items-center gap-2 text-sm">
            <input type="checkbox" name="reaches" value={name} defaultChecked={chosen.includes(name)} />
            {reach(name)}
          </label>
        ))}
        <Button type="submit" look="secondary" size="dense">
          {t('count_again')}
        </Button>
      </form>
      <DataTable
        dense
        stacks
        caption={t('title')}
        captionHidden
        columns={columns}
        rows={whatIf.groups}
        rowKey={({ step, version }) => `${step} ${version}`}
        empty={<p className="text-muted">{t('nobody')}</p>}
      />
      {whatIf.examples.length > 0 && (
        <p className="flex flex-wrap gap-x-3 text-sm">
          <span>{t('examples')}</span>
          {whatIf.examples.map((number) => (
            <TextLink key={number} href={`/staff/applications/${number}`}>
              {number}
            </TextLink>
          ))}
        </p>
      )}
    </Panel>
  )
}
