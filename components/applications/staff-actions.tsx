import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/staff/action-form'
import { LockedAction } from '@/components/staff/locked-action'
import { SubmitButton } from '@/components/ui/submit-button'
import { type Permission, type StaffRole, roleMay } from '@/lib/domain/partners/permissions'
import type { Result } from '@/lib/domain/shared/result'
import { startReview } from '@/lib/features/applications/actions'
import type { ApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import { checkResult } from '@/lib/features/assessments/actions'
import type { AttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'
import { checkPaymentAsStaff } from '@/lib/features/payments/actions'
import type { FeeTruth } from '@/lib/features/payments/queries/staff-fee'
import type { FormAction } from '@/lib/platform/action'

/** What is done with an application most; whatever cannot be done now says why. */
export function StaffActions({
  record,
  attempts,
  fee,
  role,
}: {
  record: ApplicationRecord
  attempts: AttemptTruth[]
  fee: FeeTruth | null
  role: StaffRole
}) {
  const t = useTranslations('staff.actions')
  const lockOf = useLocks(role)
  const say = useTranslations('refusals')
  const [newest] = attempts
  const refusalOf = (verdict?: Result<void>) =>
    verdict && !verdict.ok ? say(verdict.refusal.code, verdict.refusal.params) : null
  const { number } = record.application
  const hasGatewayOrder = fee?.orders.some((order) => order.gatewayOrderId !== null)
  return (
    <>
      <Act
        action={startReview}
        number={number}
        done={t('review_done')}
        locked={lockOf('applications.review', reviewLock(record))}
      >
        {t('review')}
      </Act>
      <Act
        action={checkResult}
        number={number}
        done={t('check_done')}
        locked={
          lockOf('assessments.check', newest ? null : 'no_attempt') ?? refusalOf(newest?.verdicts.check_now)
        }
      >
        {t('check_assessment')}
      </Act>
      <Act
        action={checkPaymentAsStaff}
        number={number}
        done={t('check_done')}
        locked={lockOf('payments.read', hasGatewayOrder ? null : 'no_order')}
      >
        {t('check_payment')}
      </Act>
    </>
  )
}

function Act<T>({
  action,
  number,
  done,
  locked,
  children,
}: {
  action: FormAction<T>
  number: string
  done: string
  locked: string | null
  children: ReactNode
}) {
  if (locked)
    return (
      <LockedAction because={locked} floats>
        {children}
      </LockedAction>
    )
  return (
    <ActionForm action={action} fields={{ number }} done={done}>
      <SubmitButton look="secondary" size="dense">
        {children}
      </SubmitButton>
    </ActionForm>
  )
}

type Lock =
  | 'no_attempt'
  | 'no_order'
  | 'review_begun'
  | 'review_not_needed'
  | 'review_applicant'
  | 'review_provider'
  | 'review_bank'
  | 'review_staff'

/** The role speaks first: who may not act need not know what else is missing. */
function useLocks(role: StaffRole) {
  const t = useTranslations('staff')
  return (permission: Permission, lock: Lock | null): string | null => {
    if (!roleMay(role, permission)) return t('not_your_role', { role: t(`role.${role}`) })
    return lock && t(`actions.locked.${lock}`)
  }
}

function reviewLock({ mayStartReview, application }: ApplicationRecord): Lock | null {
  if (mayStartReview.ok) return null
  if (application.reviewStartedAt) return 'review_begun'
  const { code, waitsFor } = mayStartReview.refusal
  if (code === 'not_needed') return 'review_not_needed'
  return waitsFor === 'provider' || waitsFor === 'bank' || waitsFor === 'staff'
    ? `review_${waitsFor}`
    : 'review_applicant'
}
