import { RecordDocuments } from '@/components/reviews/record-documents'
import { LockedPart } from '@/components/staff/locked-part'
import { listRecordDocuments } from '@/lib/features/reviews/queries/record'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

export async function DocumentsPart({ staff, application }: PartProps) {
  const mayReview = await findStaff('applications.review')
  if (!mayReview.ok) return <LockedPart id="documents" role={staff.role} />
  const documents = await listRecordDocuments(staff, application.id)
  return documents && <RecordDocuments documents={documents} role={staff.role} />
}
