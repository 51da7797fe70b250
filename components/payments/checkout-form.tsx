import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { TextLink } from '@/components/ui/text-link'
import { formatPaise } from '@/lib/domain/shared/paise'
import type { CheckoutPage } from '@/lib/features/payments/queries/checkout'
import { GoOnce } from './go-once'

const formId = 'checkout'

/** The gateway's own form: goes by itself where scripts run, by its button everywhere. */
export function CheckoutForm({ number, checkout }: { number: string; checkout: CheckoutPage }) {
  const t = useTranslations('payments.checkout')
  const { action, fields, visit, paise, gatewayName } = checkout
  return (
    <>
      <PageTitle lead={t('lead', { amount: formatPaise(paise), gateway: gatewayName })}>
        {t('title')}
      </PageTitle>
      <form id={formId} method="post" action={action} className="flex flex-wrap items-center gap-6">
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button type="submit">{t('continue')}</Button>
        <TextLink href={`/applications/${number}/payment`}>{t('stay')}</TextLink>
      </form>
      <GoOnce formId={formId} visit={visit} />
    </>
  )
}
