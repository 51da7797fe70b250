'use client'

import { useTranslations } from 'next-intl'
import { useStaffForm } from '@/components/staff/use-staff-form'
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
  const { submit, isDone, errorOf, lines, typed } = useStaffForm(inviteStaff, 'form.errors')
  return (
    <form action={submit} noValidate className="flex max-w-xl flex-col gap-4">
      <ErrorSummary errors={lines} />
      {isDone && (
        <Notice tone="good" live="status">
          <p>{t('invite_sent')}</p>
        </Notice>
      )}
      <TextInput
        name="fullName"
        label={t('name')}
        error={errorOf('fullName')}
        defaultValue={typed?.fullName}
        maxLength={100}
      />
      <TextInput
        name="email"
        type="email"
        label={t('email')}
        hint={t('invite_hint')}
        error={errorOf('email')}
        defaultValue={typed?.email}
        autoCapitalize="none"
        spellCheck={false}
        maxLength={254}
      />
      <Select
        key={typed?.role}
        name="role"
        label={t('role')}
        error={errorOf('role')}
        defaultValue={typed?.role}
        placeholder={t('choose_role')}
        options={staffRoles.map((role) => ({ value: role, label: roles(role) }))}
      />
      <div>
        <SubmitButton size="dense">{t('invite_submit')}</SubmitButton>
      </div>
    </form>
  )
}
