import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import type { RawSearch } from '@/components/staff/list-address'
import { LockedAction } from '@/components/staff/locked-action'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { describes, Field } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { backfillScopes, mostBackfilled } from '@/lib/domain/alerts/backfill'
import { mailConnection } from '@/lib/domain/partners/calls'
import { startBackfill } from '@/lib/features/alerts/actions'
import type { BackfillEstimate } from '@/lib/features/alerts/queries/backfill'

const control = 'min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink'
const names = ['connection', 'from', 'until', 'scope'] as const

/**
 * Which time range: asked for by address, so that the estimate can be looked at and sent on before anything is begun.
 * `wrong` has a key of `alerts.errors` for each field that was not accepted.
 */
export function BackfillForm({
  raw,
  connections,
  estimate,
  wrong,
}: {
  raw: RawSearch
  connections: { id: string; label: string }[]
  estimate: BackfillEstimate | null
  wrong: Record<string, string>
}) {
  const t = useTranslations('alerts.backfill')
  const complaints = useTranslations('alerts.errors')
  const given = (name: string) => (typeof raw[name] === 'string' ? raw[name] : '')
  const errors = Object.fromEntries(
    Object.entries(wrong).map(([name, key]) => [name, complaints(complaints.has(key) ? key : 'invalid')]),
  )
  const question = (name: (typeof names)[number]) => ({ name, label: t(name), error: errors[name] })
  const attributes = (name: (typeof names)[number]) => ({
    id: name,
    name,
    required: true,
    className: control,
    ...describes(question(name)),
  })
  return (
    <>
      <ClientMessages>
        <ErrorSummary errors={Object.entries(errors).map(([field, message]) => ({ field, message }))} />
      </ClientMessages>
      <form
        method="get"
        action="/staff/integrations/backfills"
        noValidate
        className="flex flex-wrap items-end gap-3 text-sm"
      >
        <Field {...question('connection')}>
          <select {...attributes('connection')} defaultValue={given('connection')}>
            <option value="">{t('choose')}</option>
            {connections.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
            <option value={mailConnection}>{t('mail')}</option>
          </select>
        </Field>
        {(['from', 'until'] as const).map((name) => (
          <Field key={name} {...question(name)}>
            <input type="datetime-local" {...attributes(name)} defaultValue={given(name)} />
          </Field>
        ))}
        <Field {...question('scope')}>
          <select {...attributes('scope')} defaultValue={given('scope') || 'failed'}>
            {backfillScopes.map((scope) => (
              <option key={scope} value={scope}>
                {t(`scope_${scope}`)}
              </option>
            ))}
          </select>
        </Field>
        <Button look="secondary" size="dense" className="min-h-9!">
          {t('estimate')}
        </Button>
      </form>
      {estimate && <Estimate estimate={estimate} given={given} />}
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
