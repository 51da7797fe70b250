import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import type { ButtonLook } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { type ReleaseMove, canMoveRelease } from '@/lib/domain/decisions/release'
import {
  approve,
  close,
  resume,
  runReleaseDry,
  schedule,
  start,
  stop,
  undo,
} from '@/lib/features/decisions/actions'
import type { ReleaseView } from '@/lib/features/decisions/queries/releases'
import type { FormAction } from '@/lib/platform/action'
import { DecisionForm } from './decision-form'
import { IndiaTimeInput } from './india-time-input'

export type ReleaseRights = { release: boolean; approve: boolean }

/** Everything that could be pressed; what cannot be pressed now says why. */
export function ReleaseActions({ release, may }: { release: ReleaseView; may: ReleaseRights }) {
  const t = useTranslations('decisions.release')
  const press = usePress(release, may)
  const isRunBefore = release.dryRun !== null
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-4">
        {press('dry_run', isRunBefore ? 'run_dry_again' : 'run_dry', runReleaseDry, t('why_dry_run'), {
          look: isRunBefore ? 'secondary' : 'primary',
        })}
        <Approve release={release} may={may} />
        {press('start', 'start', start, t('why_start'))}
        {press('stop', 'stop', stop, t('why_stop'), { look: 'danger' })}
        {release.state === 'stopped' && (
          <>
            {press('resume_hold', 'resume', resume, t('why_stop'))}
            {press('close', 'close', close, t('why_stop'), { look: 'secondary' })}
          </>
        )}
        {press('undo', 'undo', undo, t('why_undo'), { look: 'danger' })}
      </div>
      {may.release && canMoveRelease('schedule', release.state) && (
        <DecisionForm
          action={schedule}
          fields={{ releaseId: release.id }}
          submitLabel={t('schedule')}
          look="secondary"
          className="flex flex-wrap items-end gap-3"
        >
          <IndiaTimeInput name="at" label={t('schedule_at')} />
        </DecisionForm>
      )}
    </div>
  )
}

/** A press of the releaser, or the same button shut with its reason. */
function usePress({ id, state }: ReleaseView, may: ReleaseRights) {
  const t = useTranslations('decisions.release')
  return function press<T>(
    move: ReleaseMove,
    label: string,
    action: FormAction<T>,
    why: string,
    { look }: Pick<ButtonLook, 'look'> = {},
  ) {
    if (!may.release || !canMoveRelease(move, state))
      return (
        <LockedAction floats because={may.release ? why : t('why_role')}>
          {t(label)}
        </LockedAction>
      )
    return (
      <ActionForm action={action} fields={{ releaseId: id }}>
        <SubmitButton size="dense" look={look}>
          {t(label)}
        </SubmitButton>
      </ActionForm>
    )
  }
}

function Approve({ release, may }: { release: ReleaseView; may: ReleaseRights }) {
  const t = useTranslations('decisions.release')
  const refusals = useTranslations('refusals')
  const { dryRun } = release
  const lock = !may.approve
    ? t('why_role_approve')
    : release.state !== 'dry_run' || !dryRun
      ? t('why_approve')
      : release.isOwn
        ? refusals('release_by_another')
        : release.hasChanged
          ? refusals('release_changed')
          : release.blocks.length > 0
            ? refusals('release_blocked')
            : null
  if (lock !== null || !dryRun)
    return (
      <LockedAction floats because={lock}>
        {t('approve')}
      </LockedAction>
    )
  return (
    <ActionForm action={approve} fields={{ releaseId: release.id, fingerprint: dryRun.fingerprint }}>
      <p className="measure text-sm">{t('approve_note', dryRun.counts)}</p>
      <SubmitButton size="dense">{t('approve')}</SubmitButton>
    </ActionForm>
  )
}
