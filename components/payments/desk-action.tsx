import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { LockedAction } from '@/components/staff/locked-action'
import { VerbForm, type VerbFormProps, type VerbQuestion } from '@/components/staff/verb-form'
import { type Permission, type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { Refusal } from '@/lib/domain/shared/result'

const complaintKeys = [
  'invalid',
  'required',
  'too_short',
  'too_long',
  'not_an_amount',
  'not_a_percent',
  'not_a_count',
  'not_a_date',
  'not_a_time',
  'ends_before',
  'coupon_code',
  'code_taken',
] as const

/** An action of the desk: its form, or shut with the reason. A role that may not act is told so in the same place. */
export function DeskAction<T>({
  lock,
  ...form
}: Omit<VerbFormProps<T>, 'complaints'> & { lock: Refusal | string | null }) {
  const t = useTranslations('refusals')
  const tComplaint = useTranslations('desk.complaints')
  if (lock)
    return (
      <LockedAction because={typeof lock === 'string' ? lock : t(lock.code, lock.params)}>
        {form.summary}
      </LockedAction>
    )
  const complaints = Object.fromEntries(complaintKeys.map((key) => [key, tComplaint(key)]))
  return (
    <ClientMessages also={['refusals']}>
      <VerbForm {...form} questions={form.questions?.map(withFirstChoice)} complaints={complaints} />
    </ClientMessages>
  )
}

/** Why this role may not, or null. */
export function useRoleLock(role: StaffRole): (permission: Permission) => string | null {
  const t = useTranslations('staff')
  return (permission) => (roleMay(role, permission) ? null : t('not_your_role', { role: t(`role.${role}`) }))
}

/** The desk's choices begin with their first, the usual one. */
const withFirstChoice = (question: VerbQuestion): VerbQuestion =>
  question.kind === 'choice' && question.value === undefined
    ? { ...question, value: question.options?.[0]?.value }
    : question
