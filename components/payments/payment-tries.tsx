import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { type Column, DataTable } from '@/components/ui/data-table'
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

/** Every payment tried for this fee, with what became of it. */
export function PaymentTries({ tries }: { tries: PaymentTry[] }) {
  const t = useTranslations('payments')
  if (tries.length === 0) return null
  const columns: Column<PaymentTry>[] = [
    { key: 'when', header: t('tries.when'), cell: ({ at }) => <Instant at={at} /> },
    { key: 'amount', header: t('tries.amount'), numeric: true, cell: ({ paise }) => <Money paise={paise} /> },
    { key: 'method', header: t('tries.method'), cell: ({ method }) => <PaymentMethod method={method} /> },
    {
      key: 'state',
      header: t('tries.state'),
      cell: ({ state, reason }) => (
        <div className="flex flex-col items-start gap-1">
          <Badge tone={tones[state]}>{t(`tries.states.${state}`)}</Badge>
          {state === 'failed' && <span className="text-sm text-muted">{t(`reasons.${reason}`)}</span>}
        </div>
      ),
    },
    { key: 'id', header: t('tries.id'), cell: ({ id }) => <code className="font-mono text-sm">{id}</code> },
  ]
  return (
    <section className="mt-10 flex flex-col gap-3">
      <h2 className="text-lg">{t('tries.title')}</h2>
      <DataTable
        caption={t('tries.caption')}
        captionHidden
        dense
        columns={columns}
        rows={tries}
        rowKey={({ id }) => id}
      />
    </section>
  )
}
