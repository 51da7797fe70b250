import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import type { RawSearch } from '@/components/staff/list-address'
import { LockedAction } from '@/components/staff/locked-action'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { backfillScopes, mostBackfilled } from '@/lib/domain/alerts/backfill'
import { mailConnection } from '@/lib/domain/partners/calls'
import { startBackfill } from '@/lib/features/alerts/actions'
import type { BackfillEstimate } from '@/lib/features/alerts/queries/backfill'

const control = 'min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink'
const names = ['connection', 'from', 'until', 'scope'] as const

/** Which time range: asked for by address, so that the estimate can be looked at and sent on before anything is begun. */
export function BackfillForm({
  raw,
  connections,
  estimate,
}: {
  raw: RawSearch
  connections: { id: string; label: string }[]
  estimate: BackfillEstimate | null
}) {
  const t = useTranslations('alerts.backfill')
  const given = (name: string) => (typeof raw[name] === 'string' ? raw[name] : '')
  const isAsked = names.every((name) => given(name) !== '')
  return (
    <>
      <form
        method="get"
        action="/staff/integrations/backfills"
        className="flex flex-wrap items-end gap-3 text-sm"
      >
        <label className="flex flex-col gap-1">
          <span className="font-semibold">{t('connection')}</span>
          <select name="connection" required defaultValue={given('connection')} className={control}>
            <option value="">{t('choose')}</option>
            {connections.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
            <option value={mailConnection}>{t('mail')}</option>
          </select>
        </label>
        {(['from', 'until'] as const).map((name) => (
          <label key={name} className="flex flex-col gap-1">
            <span className="font-semibold">{t(name)}</span>
            <input
              type="datetime-local"
              name={name}
              required
              defaultValue={given(name)}
              className={control}
            />
          </label>
        ))}
        <label className="flex flex-col gap-1">
          <span className="font-semibold">{t('scope')}</span>
          <select name="scope" defaultValue={given('scope') || 'failed'} className={control}>
            {backfillScopes.map((scope) => (
              <option key={scope} value={scope}>
                {t(`scope_${scope}`)}
              </option>
            ))}
          </select>
        </label>
        <Button look="secondary" size="dense" className="min-h-9!">
          {t('estimate')}
        </Button>
      </form>
      {isAsked && !estimate && (
        <Notice tone="warn">
          <p>{t('range_wrong')}</p>
        </Notice>
      )}
      {isAsked && estimate && <Estimate estimate={estimate} given={given} />}
    </>
  )
}

function Estimate({ estimate, given }: { estimate: BackfillEstimate; given: (name: string) => string }) {
  const t = useTranslations('alerts.backfill')
  const refusals = useTranslations('refusals')
  const { objects, calls, seconds, ceiling, isTooLarge } = estimate
  return (
    <Notice title={t('estimate_title')}>
      <p>{t('estimate_objects', { objects, calls })}</p>
      <p>
        {seconds === null
          ? t('estimate_mail')
          : t('estimate_time', {
              minutes: Math.ceil(seconds / 60),
              calls: ceiling?.calls ?? 0,
              seconds: ceiling?.windowSeconds ?? 0,
            })}
      </p>
      {objects === 0 ? (
        <LockedAction because={refusals('backfill_empty')}>{t('start')}</LockedAction>
      ) : isTooLarge ? (
        <LockedAction because={refusals('backfill_too_large', { most: mostBackfilled })}>
          {t('start')}
        </LockedAction>
      ) : (
        <ClientMessages also={['refusals']}>
          <ActionForm
            action={startBackfill}
            fields={Object.fromEntries(names.map((name) => [name, given(name)]))}
          >
            <SubmitButton size="dense">{t('start')}</SubmitButton>
          </ActionForm>
        </ClientMessages>
      )}
    </Notice>
  )
}
