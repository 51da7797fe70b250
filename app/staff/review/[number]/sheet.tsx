import { notFound } from 'next/navigation'
import { RecordNotes } from '@/components/reviews/record-notes'
import { ReviewSheetScreen } from '@/components/reviews/review-sheet'
import { findQueueNeighbours } from '@/lib/features/reviews/queries/queue'
import { listSheetNotes } from '@/lib/features/reviews/queries/record'
import { findReviewSheet } from '@/lib/features/reviews/queries/sheet'
import type { Staff } from '@/lib/platform/auth/actors'

/** The sheet of one application, also in place of its record where the stage is blind. */
export async function Sheet({
  staff,
  number,
  submitted,
}: {
  staff: Staff<'applications.review'>
  number: string
  submitted?: string
}) {
  const [sheet, neighbours, notes] = await Promise.all([
    findReviewSheet(staff, number),
    findQueueNeighbours(staff, number),
    listSheetNotes(staff, number),
  ])
  if (!sheet) notFound()
  return (
    <ReviewSheetScreen
      sheet={sheet}
      previous={neighbours.previous}
      next={neighbours.next}
      justSubmitted={submitted}
      notes={notes && <RecordNotes number={number} {...notes} />}
    />
  )
}
