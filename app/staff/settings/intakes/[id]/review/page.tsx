import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { IntakeReviewScreen } from '@/components/reviews/intake-review'
import { isRowId } from '@/lib/domain/shared/row-id'
import { findIntakeReview } from '@/lib/features/reviews/queries/intake-review'
import { requireStaff } from '@/lib/platform/auth/current'

type Props = PageProps<'/staff/settings/intakes/[id]/review'>

export const generateMetadata = async () => ({
  title: (await getTranslations('review'))('settings.page_title'),
})

export default async function IntakeReviewPage({ params }: Props) {
  const { id } = await params
  const staff = await requireStaff(
    'intakes.manage',
    `/staff/settings/intakes/${encodeURIComponent(id)}/review`,
  )
  const intake = isRowId(id) ? await findIntakeReview(staff, id) : null
  if (!intake) notFound()
  return <IntakeReviewScreen intake={intake} />
}
