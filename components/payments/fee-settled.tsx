import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { SummaryList } from '@/components/ui/summary-list'
import { TextLink } from '@/components/ui/text-link'
import { formatPaise } from '@/lib/domain/shared/paise'
import type { PaymentPage } from '@/lib/features/payments/queries/applicant'

/** Paid or let go: the receipt where there is one, and the next step of the application. */
export function FeeSettled({ page: { number, phase, receipt, nextStep } }: { page: PaymentPage }) {
  const t = useTranslations('payments.settled')
  const next =
    nextStep === 'assessment' || nextStep === 'recommendations' || nextStep === 'form' ? nextStep : 'other'
  const path = { assessment: '/assessment', recommendations: '/recommendations', form: '', other: '' }[next]
  return (
    <>
      <Notice tone="good" live="status">
        <p>
          {phase === 'waived'
            ? t('waived')
            : receipt
              ? t('body', { amount: formatPaise(receipt.paise) })
              : t('already')}
        </p>
      </Notice>
      {receipt && (
        <div className="flex flex-col gap-3">
          <SummaryList
            rows={[
              {
                key: 'receipt',
                label: t('receipt'),
                value: <CopyableId value={receipt.number} label={t('receipt')} />,
              },
              { key: 'amount', label: t('amount'), value: <Money paise={receipt.paise} /> },
              { key: 'paid_on', label: t('paid_on'), value: <Instant at={receipt.issuedAt} /> },
            ]}
          />
          <TextLink
            href={`/applications/${number}/payment/receipt`}
            className="inline-flex min-h-6 items-center self-start"
          >
            {t('see_receipt')}
          </TextLink>
        </div>
      )}
      <div>
        <ButtonLink href={`/applications/${number}${path}`}>{t(`next.${next}`)}</ButtonLink>
      </div>
    </>
  )
}
