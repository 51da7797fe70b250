import { RecordReview } from '@/components/reviews/record-review'
import { LockedPart } from '@/components/staff/locked-part'
import { findRecordReview } from '@/lib/features/reviews/queries/record'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

export async function ReviewPart({ staff, application: { id, number } }: PartProps) {
  const mayReview = await findStaff('applications.review')
  if (!mayReview.ok) return <LockedPart id="reviews" role={staff.role} />
  const review = await findRecordReview(staff, id)
  return review && <RecordReview review={review} number={number} role={staff.role} />
}
