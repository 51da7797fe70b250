'use client'

import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { LockedAction } from '@/components/staff/locked-action'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { Button } from '@/components/ui/button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { describes, Field, FieldError } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { termsOf } from '@/lib/domain/alerts/alert'
import { saveAlertRule } from '@/lib/features/alerts/actions'
import type { AlertRule } from '@/lib/features/alerts/queries/alerts'

type RoleChoice = { value: AlertRule['roles'][number]; label: string }

/** One rule in a form: whoever may not change it reads it. Works without JavaScript. */
export function AlertRuleForm({
  rule,
  roles,
  mayChange,
}: {
  rule: AlertRule
  roles: RoleChoice[]
  mayChange: boolean
}) {
  const t = useTranslations('alerts.rules')
  const kinds = useTranslations('alerts.kind')
  const ui = useTranslations('ui')
  const form = useStaffForm(saveAlertRule, 'alerts.errors')
  const { lines, errorOf } = useOwnLines(form.lines, rule.kind)
  return (
    <form
      action={form.submit}
      onSubmit={form.onSubmit}
      noValidate
      className="flex flex-col items-start gap-3 text-sm"
    >
      <ErrorSummary errors={lines} />
      {form.isDone && !form.isPending && (
        <Notice tone="good" live="status">
          <p>{t('saved')}</p>
        </Notice>
      )}
      <input type="hidden" name="kind" value={rule.kind} />
      <fieldset
        key={JSON.stringify(rule)}
        disabled={!mayChange}
        className="flex flex-wrap items-end gap-x-6 gap-y-3"
        aria-label={kinds(rule.kind)}
      >
        <RuleFields {...{ rule, roles, errorOf }} typed={form.typed} />
      </fieldset>
      {mayChange ? (
        <Button type="submit" size="dense" look="secondary" aria-disabled={form.isPending || undefined}>
          {form.isPending ? ui('working') : t('save')}
        </Button>
      ) : (
        <LockedAction because={t('not_yours')}>{t('save')}</LockedAction>
      )}
    </form>
  )
}

const control = 'min-h-9 rounded border border-line-strong bg-surface-raised px-2 py-1 text-sm text-ink'
const idOf = (name: string, kind: string) => `${name}-${kind}`

function RuleFields({
  rule,
  roles,
  typed,
  errorOf,
}: {
  rule: AlertRule
  roles: RoleChoice[]
  typed: Record<string, string> | null
  errorOf: (id: string) => string | undefined
}) {
  const t = useTranslations('alerts.rules')
  const question = (name: string) => {
    const id = idOf(name, rule.kind)
    return { name: id, error: errorOf(id) }
  }
  const emails = question('emails')
  const mailed = question('roles')
  return (
    <>
      <label className="flex min-h-9 items-center gap-2">
        <input
          type="checkbox"
          name="isOn"
          value="yes"
          defaultChecked={typed ? typed.isOn === 'yes' : rule.isOn}
          className="size-5"
        />
        {t('on')}
      </label>
      {termsOf[rule.kind].map((term) => {
        const asked = question(term)
        return (
          <Field key={term} {...asked} label={t(term)}>
            <input
              id={asked.name}
              type="number"
              name={term}
              required
              min={term === 'threshold' ? 1 : 0}
              max={term === 'threshold' ? 100_000 : 43_200}
              defaultValue={typed?.[term] ?? rule[term]}
              className={`${control} w-28`}
              {...describes(asked)}
            />
          </Field>
        )
      })}
      <fieldset
        id={mailed.name}
        tabIndex={-1}
        className="flex flex-wrap items-center gap-x-4 gap-y-1"
        aria-describedby={describes(mailed)['aria-describedby']}
      >
        <legend className="font-semibold">{t('roles')}</legend>
        <FieldError name={mailed.name}>{mailed.error}</FieldError>
        {roles.map(({ value, label }) => (
          <label key={value} className="flex min-h-9 items-center gap-2">
            <input
              type="checkbox"
              name="roles"
              value={value}
              defaultChecked={rule.roles.includes(value)}
              className="size-5"
            />
            {label}
          </label>
        ))}
      </fieldset>
      <Field {...emails} label={t('emails')}>
        <input
          id={emails.name}
          type="text"
          name="emails"
          maxLength={1000}
          autoComplete="off"
          defaultValue={typed?.emails ?? rule.emails.join(', ')}
          className={`${control} sm:w-80`}
          {...describes(emails)}
        />
      </Field>
    </>
  )
}

/** The lines led to the controls of this rule: a page holds many rules, and one control many addresses. */
function useOwnLines(lines: ReturnType<typeof useStaffForm>['lines'], kind: string) {
  return useMemo(() => {
    const ofControl = new Map(
      lines.map(({ field, message }) => [field && idOf(field.split('.')[0] ?? '', kind), message]),
    )
    return {
      lines: [...ofControl].map(([field, message]) => ({ field, message })),
      errorOf: (id: string) => ofControl.get(id),
    }
  }, [lines, kind])
}
