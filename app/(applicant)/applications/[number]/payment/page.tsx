import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PaymentScreen } from '@/components/payments/payment-screen'
import { getPaymentPage } from '@/lib/features/payments/queries/applicant'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata({
  params,
}: PageProps<'/applications/[number]/payment'>): Promise<Metadata> {
  const t = await getTranslations('payments')
  return { title: t('tab_title', await params) }
}

export default async function PaymentPage({
  params,
  searchParams,
}: PageProps<'/applications/[number]/payment'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/payment`)
  const { refused } = await searchParams
  return <PaymentScreen page={await getPaymentPage(applicant, number)} refused={refused} />
}
