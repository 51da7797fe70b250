import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { redirect } from 'next/navigation'
import { CheckoutForm } from '@/components/payments/checkout-form'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { findCheckout } from '@/lib/features/payments/queries/checkout'
import { requireApplicant } from '@/lib/platform/auth/current'
import { requestOrigin } from '@/lib/platform/request'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('payments')
  return { title: t('checkout.title'), robots: { index: false } }
}

export default async function CheckoutPage({ params }: PageProps<'/applications/[number]/payment/checkout'>) {
  const { number } = await params
  const home = `/applications/${number}/payment`
  const applicant = await requireApplicant(home)
  const [partner, origin, t] = await Promise.all([
    getCurrentPartner(),
    requestOrigin(),
    getTranslations('payments'),
  ])
  const words = { partnerName: partner.name, description: t('checkout.description', { number }) }
  const checkout = await findCheckout(applicant, number, { origin, ...words })
  if (!checkout) redirect(home)
  return <CheckoutForm number={number} checkout={checkout} />
}
