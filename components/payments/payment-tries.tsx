import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import type { Tone } from '@/components/ui/tone'
import type { PaymentState } from '@/lib/domain/payments/ledger'
import type { PaymentTry } from '@/lib/features/payments/queries/applicant'
import { PaymentMethod } from './payment-method'

const tones: Record<PaymentState, Tone> = {
  created: 'waiting',
  failed: 'bad',
  authorized: 'waiting',
  captured: 'good',
  refunded: 'neutral',
}

/** Every payment tried for this fee, with what became of it; one below the other, so that a phone shows all of it. */
export function PaymentTries({ tries }: { tries: PaymentTry[] }) {
  const t = useTranslations('payments')
  if (tries.length === 0) return null
  return (
    <section className="measure mt-10 flex flex-col gap-3">
      <h2 className="text-lg">{t('tries.title')}</h2>
      <ol aria-label={t('tries.caption')} className="border-t border-line">
        {tries.map(({ id, at, paise, method, state, reason }) => (
          <li key={id} className="flex flex-col gap-1 border-b border-line py-3">
            <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
              <span className="font-semibold">
                <Money paise={paise} />
              </span>
              <Badge tone={tones[state]}>{t(`tries.states.${state}`)}</Badge>
            </div>
            {state === 'failed' && <p className="text-sm">{t(`reasons.${reason}`)}</p>}
            <p className="text-sm text-muted">
              <Instant at={at} />
            </p>
            <p className="flex flex-wrap gap-x-3 text-sm text-muted">
              <PaymentMethod method={method} />
              <code className="font-mono wrap-anywhere">{id}</code>
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}
