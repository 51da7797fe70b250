import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { SummaryList } from '@/components/ui/summary-list'
import { formatPaise } from '@/lib/domain/shared/paise'
import type { PaymentPage } from '@/lib/features/payments/queries/applicant'
import { CouponPart } from './coupon-part'
import { PayForm } from './pay-form'
import { RefundPolicy } from './refund-policy'

/** What is to be paid, for what, and what holds if it is wanted back: all before the button. */
export function FeeDue({ page }: { page: PaymentPage }) {
  const t = useTranslations('payments.due')
  if (page.paise === null) return null
  const rows = [
    {
      key: 'amount',
      label: t('amount'),
      value: <Money paise={page.paise} className="text-xl font-semibold" />,
    },
    ...(page.coupon
      ? [
          { key: 'fee', label: t('fee_before'), value: <Money paise={page.coupon.feePaise} /> },
          {
            key: 'coupon',
            label: t('coupon_off', { code: page.coupon.code }),
            value: <Money paise={page.coupon.paise} />,
          },
        ]
      : []),
    { key: 'for', label: t('for'), value: page.intakeName },
  ]
  return (
    <>
      <SummaryList rows={rows} />
      <CouponPart page={page} />
      <RefundPolicy policy={page.refundPolicy} />
      <div className="flex flex-col gap-2">
        <p>{t('lead')}</p>
        <p className="text-muted">{t('methods')}</p>
      </div>
      <PayForm number={page.number}>{t('pay', { amount: formatPaise(page.paise) })}</PayForm>
    </>
  )
}
