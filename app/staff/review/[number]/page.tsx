import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { RecordNotes } from '@/components/reviews/record-notes'
import { ReviewSheetScreen } from '@/components/reviews/review-sheet'
import { readReferenceNumber } from '@/lib/domain/shared/reference-number'
import { findQueueNeighbours } from '@/lib/features/reviews/queries/queue'
import { listSheetNotes } from '@/lib/features/reviews/queries/record'
import { findReviewSheet } from '@/lib/features/reviews/queries/sheet'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/review/[number]'>

export async function generateMetadata({ params }: Props) {
  const number = readReferenceNumber((await params).number) ?? ''
  return { title: (await getTranslations('review'))('sheet.page_title', { code: number.slice(-6) }) }
}

export default async function ReviewSheetPage({ params, searchParams }: Props) {
  const [raw, { submitted }] = await Promise.all([params, searchParams])
  const number = readReferenceNumber(raw.number) ?? ''
  const staff = await requireStaff('applications.review', `/staff/review/${encodeURIComponent(raw.number)}`)
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
      justSubmitted={typeof submitted === 'string' ? submitted : undefined}
      notes={notes && <RecordNotes number={number} {...notes} />}
    />
  )
}
