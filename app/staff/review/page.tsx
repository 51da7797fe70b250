import { getTranslations } from 'next-intl/server'
import { ReviewHome } from '@/components/reviews/review-home'
import { type RawSearch, sameAddress } from '@/components/staff/list-address'
import {
  getReviewOverview,
  listAnswered,
  listMentions,
  listQueue,
} from '@/lib/features/reviews/queries/queue'
import { findStaff, requireStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { readPlace } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({ title: (await getTranslations('review'))('title') })

export default async function ReviewPage({ searchParams }: PageProps<'/staff/review'>) {
  const raw: RawSearch = await searchParams
  const staff = await requireStaff('applications.review', sameAddress('/staff/review', raw))
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
