import type { Metadata } from 'next'
import { CheckAnswers } from '@/components/applications/check-answers'
import { OverwrittenNotice } from '@/components/applications/overwritten-notice'
import { getCheck } from '@/lib/features/applications/queries/form'
import { isFormPage } from '@/lib/features/applications/schema'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { requireApplicant } from '@/lib/platform/auth/current'

// The form names its own title: only it knows whether there is an error.
export const metadata: Metadata = { title: { absolute: '' } }

export default async function CheckPage({
  params,
  searchParams,
}: PageProps<'/applications/[number]/form/check'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/form/check`)
  const [view, partner, { overwritten }] = await Promise.all([
    getCheck(applicant, number),
    getCurrentPartner(),
    searchParams,
  ])
  return (
    <CheckAnswers view={view} partnerName={partner.name}>
      {typeof overwritten === 'string' && isFormPage(overwritten) && (
        <OverwrittenNotice number={number} page={overwritten} />
      )}
    </CheckAnswers>
  )
}
