'use client'

import { useTranslations } from 'next-intl'
import { useActionState } from 'react'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import { SubmitButton } from '@/components/ui/submit-button'
import { TextInput } from '@/components/ui/text-input'
import { staffRoles } from '@/lib/domain/partners/permissions'
import { inviteStaff } from '@/lib/features/staff/actions'

/** Invites a colleague. Works without JavaScript; a refusal keeps what was typed. */
export function InviteForm() {
  const t = useTranslations('security.people')
  const roles = useTranslations('staff.role')
  const say = useTranslations()
  const [result, submit] = useActionState(inviteStaff, null)
  const refusal = result && !result.ok ? result.refusal : null
  const typed = result && !result.ok ? result.typed : {}
  const errors = Object.fromEntries(
    Object.entries(refusal?.fields ?? {}).map(([field, key]) => [field, say(`form.errors.${key}`)]),
  )
  const lines = Object.entries(errors).map(([field, message]) => ({ field, message }))
  const whole =
    refusal && lines.length === 0 ? [{ message: say(`refusals.${refusal.code}`, refusal.params) }] : []
  return (
    <form action={submit} noValidate className="flex max-w-xl flex-col gap-4">
      <ErrorSummary errors={[...lines, ...whole]} />
      {result?.ok && (
        <Notice tone="good" live="status">
          <p>{t('invite_sent')}</p>
        </Notice>
      )}
      <TextInput
        name="fullName"
        label={t('name')}
        error={errors.fullName}
        defaultValue={typed.fullName}
        maxLength={100}
      />
      <TextInput
        name="email"
        type="email"
        label={t('email')}
        hint={t('invite_hint')}
        error={errors.email}
        defaultValue={typed.email}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
      />
      <Select
        key={typed.role}
        name="role"
        label={t('role')}
        error={errors.role}
        defaultValue={typed.role}
        placeholder={t('choose_role')}
        options={staffRoles.map((role) => ({ value: role, label: roles(role) }))}
      />
      <div>
        <SubmitButton size="dense">{t('invite_submit')}</SubmitButton>
      </div>
    </form>
  )
}
