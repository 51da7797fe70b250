import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ApplicationList } from '@/components/applications/application-list'
import { listApplications } from '@/lib/features/applications/queries/home'
import { getCurrentPartner, listIntakes } from '@/lib/features/partners/queries'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('applications')
  return { title: t('list.title') }
}

export default async function ApplicationsPage() {
  const applicant = await requireApplicant('/applications')
  const [applications, intakes, partner] = await Promise.all([
    listApplications(applicant),
    listIntakes(),
    getCurrentPartner(),
  ])
  const begun = applications.map(({ intakeId }) => intakeId)
  const open = intakes.filter(({ id, status }) => status === 'open' && !begun.includes(id))
  return <ApplicationList applications={applications} intakes={open} supportEmail={partner.supportEmail} />
}
