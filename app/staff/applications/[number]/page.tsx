import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { StaffRecord } from '@/components/applications/staff-record'
import { readReferenceNumber } from '@/lib/domain/shared/reference-number'
import { findApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import { getAttemptTruth } from '@/lib/features/assessments/queries/attempt-truth'
import { listExtraTime } from '@/lib/features/assessments/queries/staff-extra-time'
import { listTasksOf } from '@/lib/features/assessments/queries/staff-tasks'
import { listMailOf } from '@/lib/features/messages/queries/of-application'
import { findFeeTruth } from '@/lib/features/payments/queries/staff-fee'
import { findStaff, requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/applications/[number]'>

export async function generateMetadata({ params }: Props) {
  const { number } = await params
  return {
    title: (await getTranslations('staff'))('record.page_title', {
      number: readReferenceNumber(number) ?? '',
    }),
  }
}

export default async function StaffApplicationPage({ params, searchParams }: Props) {
  const [{ number }, { done }] = await Promise.all([params, searchParams])
  const staff = await requireStaff('applications.read', `/staff/applications/${encodeURIComponent(number)}`)
  const record = await findApplicationRecord(staff, readReferenceNumber(number) ?? '')
  if (!record) notFound()
  const { id } = record.application
  // What the role does not see is never read.
  const [mayPayments, mayMail, mayManage, mayArrange] = await Promise.all([
    findStaff('payments.read'),
    findStaff('mail.read'),
    findStaff('assessments.manage'),
    findStaff('accommodations.manage'),
  ])
  const [attempts, fee, mail, tasks, extraTime] = await Promise.all([
    getAttemptTruth(staff, id),
    mayPayments.ok ? findFeeTruth(mayPayments.value, id) : null,
    mayMail.ok ? listMailOf(mayMail.value, id) : null,
    mayManage.ok ? listTasksOf(mayManage.value, id) : null,
    mayArrange.ok ? listExtraTime(mayArrange.value, id) : null,
  ])
  return (
    <StaffRecord
      {...{ record, attempts, extraTime, tasks, fee, mail }}
      role={staff.role}
      done={typeof done === 'string' ? done : undefined}
    />
  )
}
