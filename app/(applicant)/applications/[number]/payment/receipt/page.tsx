import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReceiptSheet } from '@/components/payments/receipt-sheet'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { getReceipt } from '@/lib/features/payments/queries/applicant'
import { requireApplicant } from '@/lib/platform/auth/current'

export async function generateMetadata({
  params,
}: PageProps<'/applications/[number]/payment/receipt'>): Promise<Metadata> {
  const t = await getTranslations('payments')
  return { title: t('receipt.title', await params) }
}

export default async function ReceiptPage({ params }: PageProps<'/applications/[number]/payment/receipt'>) {
  const { number } = await params
  const applicant = await requireApplicant(`/applications/${number}/payment/receipt`)
  const [receipt, partner] = await Promise.all([getReceipt(applicant, number), getCurrentPartner()])
  return <ReceiptSheet receipt={receipt} partner={partner} />
}
