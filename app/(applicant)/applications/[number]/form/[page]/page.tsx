import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FormPageScreen } from '@/components/applications/form-page'
import { getFormPage } from '@/lib/features/applications/queries/form'
import { isFormPage } from '@/lib/features/applications/schema'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { requireApplicant } from '@/lib/platform/auth/current'

// The form names its own title: only it knows whether there is an error.
export const metadata: Metadata = { title: { absolute: '' } }

export default async function FormPage({
  params,
  searchParams,
}: PageProps<'/applications/[number]/form/[page]'>) {
  const { number, page } = await params
  if (!isFormPage(page)) notFound()
  const applicant = await requireApplicant(`/applications/${number}/form/${page}`)
  const [view, partner, asked] = await Promise.all([
    getFormPage(applicant, number, page),
    getCurrentPartner(),
    searchParams,
  ])
  const overwritten =
    typeof asked.overwritten === 'string' && isFormPage(asked.overwritten) ? asked.overwritten : null
  return (
    <FormPageScreen
      key={page}
      view={view}
      partnerName={partner.name}
      returnsToCheck={asked.return === 'check'}
      overwritten={overwritten}
    />
  )
}
