import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { PaymentPage } from '@/lib/features/payments/queries/applicant'

/** Nothing can be paid now: why, and where to go on. */
export function FeeLocked({ page: { number, refusal } }: { page: PaymentPage }) {
  const t = useTranslations('payments.locked')
  const tRefusal = useTranslations('refusals')
  return (
    <>
      <Notice tone="info">{refusal && <p>{tRefusal(refusal.code, refusal.params)}</p>}</Notice>
      <div>
        <ButtonLink href={`/applications/${number}`}>{t('next')}</ButtonLink>
      </div>
    </>
  )
}
