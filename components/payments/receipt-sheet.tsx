import { useTranslations } from 'next-intl'
import { BackLink } from '@/components/ui/back-link'
import { Instant } from '@/components/ui/instant'
import { Money } from '@/components/ui/money'
import { SummaryList } from '@/components/ui/summary-list'
import type { PartnerView } from '@/lib/features/partners/queries'
import type { ReceiptPage } from '@/lib/features/payments/queries/applicant'
import { PaymentMethod } from './payment-method'
import { PrintButton } from './print-button'

/** The receipt as a sheet of paper: everything else of the page stays off the print. */
export function ReceiptSheet({ receipt, partner }: { receipt: ReceiptPage; partner: PartnerView }) {
  const t = useTranslations('payments.receipt')
  const rows = [
    { key: 'number', label: t('number'), value: <span className="figures">{receipt.number}</span> },
    { key: 'date', label: t('date'), value: <Instant at={receipt.issuedAt} /> },
    { key: 'name', label: t('name'), value: receipt.applicantName },
    {
      key: 'application',
      label: t('application'),
      value: <span className="figures">{receipt.applicationNumber}</span>,
    },
    { key: 'intake', label: t('intake'), value: receipt.intakeName },
    { key: 'amount', label: t('amount'), value: <Money paise={receipt.paise} className="font-semibold" /> },
    { key: 'method', label: t('method'), value: <PaymentMethod method={receipt.method} /> },
    {
      key: 'payment',
      label: t('payment'),
      value: <code className="font-mono text-sm">{receipt.reference}</code>,
    },
  ]
  return (
    <>
      <div className="print-hidden">
        <BackLink href={`/applications/${receipt.applicationNumber}/payment`}>{t('back')}</BackLink>
      </div>
      <article className="measure flex flex-col gap-5 rounded border border-line bg-surface-raised p-5 sm:p-8 print:border-0 print:p-0">
        {partner.isSandbox && (
          <p className="border-2 border-warn p-2 text-center font-semibold text-warn">{t('test')}</p>
        )}
        <header className="flex flex-col gap-1">
          <p className="text-lg font-semibold">{partner.name}</p>
          <h1 className="text-2xl">{t('heading')}</h1>
        </header>
        <SummaryList rows={rows} />
        <footer className="flex flex-col gap-1 text-sm text-muted">
          <p>{t('note')}</p>
          <p>{partner.supportEmail}</p>
        </footer>
      </article>
      <div className="mt-5 print-hidden">
        <PrintButton label={t('print')} />
      </div>
    </>
  )
}
