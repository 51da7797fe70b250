import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { Panel } from '@/components/staff/panel'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { PageTitle } from '@/components/ui/page-title'
import { SubmitButton } from '@/components/ui/submit-button'
import { termsOf } from '@/lib/domain/alerts/alert'
import { staffRoles } from '@/lib/domain/partners/permissions'
import { saveAlertRule } from '@/lib/features/alerts/actions'
import type { AlertRule } from '@/lib/features/alerts/queries/alerts'

const control = 'min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink'

/** Every kind of alert with its terms and who is mailed; whoever may not change them reads them. */
export function AlertRules({ rules, mayChange }: { rules: AlertRule[]; mayChange: boolean }) {
  const t = useTranslations('alerts.rules')
  const alerts = useTranslations('alerts')
  return (
    <>
      <BackLink href="/staff/alerts">{alerts('title')}</BackLink>
      <PageTitle dense>{t('title')}</PageTitle>
      <p className="measure mb-4 text-sm text-muted">{t('lead')}</p>
      <ClientMessages also={['refusals']}>
        <div className="flex flex-col gap-6">
          {rules.map((rule) => (
            <Panel
              key={rule.kind}
              id={rule.kind}
              title={alerts(`kind.${rule.kind}`)}
              aside={<Badge tone={rule.isOn ? 'good' : 'neutral'}>{t(rule.isOn ? 'is_on' : 'is_off')}</Badge>}
            >
              <p className="measure text-sm text-muted">{t(`explained.${rule.kind}`)}</p>
              <ActionForm
                action={saveAlertRule}
                fields={{ kind: rule.kind }}
                done={t('saved')}
                className="flex flex-col items-start gap-3 text-sm"
              >
                <fieldset
                  key={JSON.stringify(rule)}
                  disabled={!mayChange}
                  className="flex flex-wrap items-end gap-x-6 gap-y-3"
                  aria-label={alerts(`kind.${rule.kind}`)}
                >
                  <RuleFields rule={rule} />
                </fieldset>
                {mayChange ? (
                  <SubmitButton size="dense" look="secondary">
                    {t('save')}
                  </SubmitButton>
                ) : (
                  <LockedAction because={t('not_yours')}>{t('save')}</LockedAction>
                )}
              </ActionForm>
            </Panel>
          ))}
        </div>
      </ClientMessages>
    </>
  )
}

function RuleFields({ rule }: { rule: AlertRule }) {
  const t = useTranslations('alerts.rules')
  const roles = useTranslations('staff.role')
  return (
    <>
      <label className="flex min-h-9 items-center gap-2">
        <input type="checkbox" name="isOn" value="yes" defaultChecked={rule.isOn} className="size-5" />
        {t('on')}
      </label>
      {termsOf[rule.kind].map((term) => (
        <label key={term} className="flex flex-col gap-1">
          <span className="font-semibold">{t(term)}</span>
          <input
            type="number"
            name={term}
            required
            min={term === 'threshold' ? 1 : 0}
            max={term === 'threshold' ? 100_000 : 43_200}
            defaultValue={rule[term]}
            className={`${control} w-28`}
          />
        </label>
      ))}
      <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <legend className="font-semibold">{t('roles')}</legend>
        {staffRoles.map((role) => (
          <label key={role} className="flex min-h-9 items-center gap-2">
            <input
              type="checkbox"
              name="roles"
              value={role}
              defaultChecked={rule.roles.includes(role)}
              className="size-5"
            />
            {roles(role)}
          </label>
        ))}
      </fieldset>
      <label className="flex flex-col gap-1">
        <span className="font-semibold">{t('emails')}</span>
        <input
          type="text"
          name="emails"
          maxLength={1000}
          autoComplete="off"
          defaultValue={rule.emails.join(', ')}
          className={`${control} sm:w-80`}
        />
      </label>
    </>
  )
}
