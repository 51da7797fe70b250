import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import { formatPaise } from '@/lib/domain/shared/paise'
import type { RefundView } from '@/lib/features/payments/queries/applicant'
import { instantIn } from '@/lib/platform/i18n/formats'

/** Money that goes back to the applicant, with how far it has come. */
export function RefundNotices({ refunds }: { refunds: RefundView[] }) {
  const t = useTranslations('payments.refund')
  const locale = useLocale()
  return refunds.map(({ id, reason, state, paise, createdAt, settledAt }) => {
    const progress = state === 'processed' ? 'back' : state === 'failed' ? 'failed' : 'going'
    const words = { amount: formatPaise(paise), time: instantIn(locale, settledAt ?? createdAt) }
    return (
      <Notice
        key={id}
        tone={state === 'failed' ? 'warn' : 'info'}
        live="status"
        title={t(progress === 'back' ? 'title_back' : 'title')}
      >
        <p>{t(`${reason}.${progress}`, words)}</p>
      </Notice>
    )
  })
}
