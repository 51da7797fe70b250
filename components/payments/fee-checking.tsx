import { useLocale, useTranslations } from 'next-intl'
import { OneButtonForm } from '@/components/assessments/one-button-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { Inset } from '@/components/ui/notice'
import { checkPayment } from '@/lib/features/payments/actions'
import type { PaymentPage } from '@/lib/features/payments/queries/applicant'
import { instantIn } from '@/lib/platform/i18n/formats'

/** The bank has not spoken yet: no Pay, when we last looked, and the button that asks now. */
export function FeeChecking({ page: { number, lastCheckedAt, nextCheckAt } }: { page: PaymentPage }) {
  const t = useTranslations('payments.checking')
  const locale = useLocale()
  return (
    <>
      <div role="status" className="flex flex-col gap-3">
        <p className="text-lg">{t('body')}</p>
        <p className="font-semibold">{t('do_not_pay')}</p>
        <p>{t('refreshes')}</p>
      </div>
      <Inset>
        <p>{lastCheckedAt ? t('last', { time: instantIn(locale, lastCheckedAt) }) : t('never')}</p>
        {nextCheckAt && <p>{t('next', { time: instantIn(locale, nextCheckAt) })}</p>}
      </Inset>
      <ClientMessages also={['refusals']}>
        <OneButtonForm
          action={checkPayment}
          fields={{ number }}
          look="secondary"
          pendingLabel={t('checking')}
        >
          {t('check')}
        </OneButtonForm>
      </ClientMessages>
    </>
  )
}
