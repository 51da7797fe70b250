import { useTranslations } from 'next-intl'

/** The partner's own words about giving the fee back, as kept with every order. */
export function RefundPolicy({ policy }: { policy: string }) {
  const t = useTranslations('payments.due')
  return (
    <section className="flex flex-col gap-1">
      <h2 className="text-lg">{t('policy_title')}</h2>
      <p>{policy}</p>
    </section>
  )
}
