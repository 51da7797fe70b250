import { redirect } from 'next/navigation'
import { readReferenceNumber } from '@/lib/domain/shared/reference-number'
import { findQueueNeighbours } from '@/lib/features/reviews/queries/queue'
import { requireStaff } from '@/lib/platform/auth/current'

/** Where one goes after submitting: on in one's own queue, from its beginning after its end, home when nothing is left. */
export default async function NextReviewPage({ searchParams }: PageProps<'/staff/review/next'>) {
  const staff = await requireStaff('applications.review', '/staff/review')
  const { after } = await searchParams
  const number = typeof after === 'string' ? (readReferenceNumber(after) ?? '') : ''
  const { next, previous } = await findQueueNeighbours(staff, number)
  const rest = next ?? (previous ? (await findQueueNeighbours(staff, '')).next : null)
  redirect(rest ? `/staff/review/${rest}?submitted=${number}` : '/staff/review?done=all')
}
