import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { StaffRecord } from '@/components/applications/staff-record'
import { readReferenceNumber } from '@/lib/domain/shared/reference-number'
import { findApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import { getAttemptTruth } from '@/lib/features/assessments/queries/staff'
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

export default async function StaffApplicationPage({ params }: Props) {
  const { number } = await params
  const staff = await requireStaff('applications.read', `/staff/applications/${encodeURIComponent(number)}`)
  const record = await findApplicationRecord(staff, readReferenceNumber(number) ?? '')
  if (!record) notFound()
  const { id } = record.application
  // What the role does not see is never read.
  const [mayPayments, mayMail] = await Promise.all([findStaff('payments.read'), findStaff('mail.read')])
  const [attempts, fee, mail] = await Promise.all([
    getAttemptTruth(staff, id),
    mayPayments.ok ? findFeeTruth(mayPayments.value, id) : null,
    mayMail.ok ? listMailOf(mayMail.value, id) : null,
  ])
  return <StaffRecord record={record} attempts={attempts} fee={fee} mail={mail} role={staff.role} />
}
