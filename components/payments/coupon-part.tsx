import { useTranslations } from 'next-intl'
import { OneButtonForm } from '@/components/assessments/one-button-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { Disclosure } from '@/components/ui/disclosure'
import { formatPaise } from '@/lib/domain/shared/paise'
import { removeCoupon } from '@/lib/features/payments/actions'
import type { PaymentPage } from '@/lib/features/payments/queries/applicant'
import { CouponForm } from './coupon-form'

/** A coupon: where to type one, or the one that is held and the way to give it back. */
export function CouponPart({ page: { number, coupon } }: { page: PaymentPage }) {
  const t = useTranslations('payments.coupon')
  if (coupon)
    return (
      <div className="flex flex-col items-start gap-2">
        <p>{t('held', { code: coupon.code, amount: formatPaise(coupon.paise) })}</p>
        <ClientMessages also={['refusals']}>
          <OneButtonForm action={removeCoupon} fields={{ number }} look="quiet">
            {t('remove')}
          </OneButtonForm>
        </ClientMessages>
      </div>
    )
  return (
    <Disclosure summary={t('have_one')}>
      <ClientMessages also={['refusals']}>
        <CouponForm number={number} label={t('label')} hint={t('hint')} button={t('apply')} />
      </ClientMessages>
    </Disclosure>
  )
}
