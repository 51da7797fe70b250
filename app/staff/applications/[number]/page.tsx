import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RecordFrame } from '@/components/applications/record-frame'
import { type RawSearch, sameAddress } from '@/components/staff/list-address'
import { readReferenceNumber } from '@/lib/domain/shared/reference-number'
import { findApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import { isRecordHidden } from '@/lib/features/reviews/queries/blind-page'
import { findStaff, requireStaff } from '@/lib/platform/auth/current'
import { Sheet } from '../../review/[number]/sheet'
import { RecordParts, RecordTimeline, partIds } from './parts'
import { RecordHead } from './record-head'

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
  const [{ number }, raw]: [{ number: string }, RawSearch] = await Promise.all([params, searchParams])
  const path = `/staff/applications/${encodeURIComponent(number)}`
  const staff = await requireStaff('applications.read', sameAddress(path, raw))
  const known = readReferenceNumber(number) ?? ''
  // In a blind stage a reviewer reads the sheet, which says nothing about the person.
  if (await isRecordHidden(staff, known)) {
    const reviewer = await findStaff('applications.review')
    return reviewer.ok ? <Sheet staff={reviewer.value} number={known} /> : notFound()
  }
  const record = await findApplicationRecord(staff, known)
  if (!record) notFound()
  const { application } = record
  const part = { staff, application, done: typeof raw.done === 'string' ? raw.done : undefined }
  return (
    <RecordFrame
      head={<RecordHead staff={staff} record={record} list={typeof raw.list === 'string' ? raw.list : ''} />}
      parts={partIds}
      timeline={<RecordTimeline {...part} />}
    >
      <RecordParts {...part} />
    </RecordFrame>
  )
}
