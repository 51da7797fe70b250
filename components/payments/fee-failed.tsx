import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import { formatPaise } from '@/lib/domain/shared/paise'
import type { PaymentPage } from '@/lib/features/payments/queries/applicant'
import { CouponPart } from './coupon-part'
import { PayForm } from './pay-form'
import { RefundPolicy } from './refund-policy'

/** The last try failed: why, what became of the money, and Pay again. */
export function FeeFailed({ page }: { page: PaymentPage }) {
  const t = useTranslations('payments')
  return (
    <>
      <Notice tone="bad" live="status" title={t(`reasons.${page.lastFailure ?? 'unknown'}`)}>
        <p>{t('failed.money_back')}</p>
      </Notice>
      <p>{t('failed.again')}</p>
      <CouponPart page={page} />
      <RefundPolicy policy={page.refundPolicy} />
      {page.paise !== null && (
        <PayForm number={page.number}>{t('failed.pay', { amount: formatPaise(page.paise) })}</PayForm>
      )}
    </>
  )
}
