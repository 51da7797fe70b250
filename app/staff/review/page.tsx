import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { ReviewHome } from '@/components/reviews/review-home'
import { type RawSearch, sameAddress } from '@/components/staff/list-address'
import {
  findQueueNeighbours,
  getReviewOverview,
  listAnswered,
  listMentions,
  listQueue,
} from '@/lib/features/reviews/queries/queue'
import { readReferenceNumber } from '@/lib/domain/shared/reference-number'
import type { Staff } from '@/lib/platform/auth/actors'
import { findStaff, requireStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({ title: (await getTranslations('review'))('title') })

export default async function ReviewPage({ searchParams }: PageProps<'/staff/review'>) {
  const raw: RawSearch = await searchParams
  const staff = await requireStaff('applications.review', sameAddress('/staff/review', raw))
  if (typeof raw.submitted === 'string') redirect(await afterSubmitting(staff, raw.submitted))
  const [mayRead, mayQuery, mayAssign] = await Promise.all([
    findStaff('applications.read'),
    findStaff('applications.query'),
    findStaff('applications.assign'),
  ])
  const [queue, now, mentions, answered, overview] = await Promise.all([
    listQueue(staff, readPlace(raw)),
    currentTime(),
    mayRead.ok ? listMentions(mayRead.value) : [],
    mayQuery.ok ? listAnswered(mayQuery.value) : null,
    mayAssign.ok ? getReviewOverview(mayAssign.value) : null,
  ])
  return <ReviewHome {...{ queue, raw, now, mentions, answered, overview }} isThrough={raw.done === 'all'} />
}

/** On in one's own queue, from its beginning after its end, and home when nothing is left. */
async function afterSubmitting(staff: Staff<'applications.review'>, submitted: string): Promise<string> {
  const number = readReferenceNumber(submitted) ?? ''
  const { next, previous } = await findQueueNeighbours(staff, number)
  const rest = next ?? (previous && (await findQueueNeighbours(staff, '')).next)
  return rest ? `/staff/review/${rest}?submitted=${number}` : '/staff/review?done=all'
}
