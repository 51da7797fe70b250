import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { TextLink } from '@/components/ui/text-link'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { offlineMethods } from '@/lib/domain/payments/fees'
import { formatPaise } from '@/lib/domain/shared/paise'
import { recordOfflinePayment, takeBackWaiver, waiveFee } from '@/lib/features/payments/actions'
import type { FeeVerdicts } from '@/lib/features/payments/queries/staff-fee'
import { DeskAction, useRoleLock } from './desk-action'

/** What staff may do with one application's fee, each shut with its reason where it cannot be done. */
export function FeeActions({ number, role, desk }: { number: string; role: StaffRole; desk: FeeVerdicts }) {
  const t = useTranslations('desk')
  const tm = useTranslations('payments.methods')
  const lockOf = useRoleLock(role)
  const amount = formatPaise(desk.price)
  return (
    <div className="flex flex-col items-start gap-3">
      {desk.isWaived && <Badge tone="good">{t('waived')}</Badge>}
      {desk.coupon && (
        <p className="text-sm">
          {t('coupon_held', { code: desk.coupon.code, amount: formatPaise(desk.coupon.paise) })}
        </p>
      )}
      {desk.offline?.state === 'proposed' && (
        <p className="text-sm">
          <TextLink href={`/staff/payments/offline/${desk.offline.id}`}>
            {t('offline.waits', { amount: formatPaise(desk.offline.paise) })}
          </TextLink>
        </p>
      )}
      <DeskAction
        lock={lockOf('payments.record') ?? desk.record}
        action={recordOfflinePayment}
        fields={{ number }}
        summary={t('offline.record')}
        explained={t('offline.record_explained', { amount })}
        submit={t('offline.submit')}
        questions={[
          {
            name: 'method',
            kind: 'choice',
            label: t('method'),
            options: offlineMethods.map((method) => ({ value: method, label: tm(method) })),
          },
          { name: 'reference', kind: 'text', label: t('reference'), hint: t('offline.reference_hint') },
          { name: 'receivedOn', kind: 'date', label: t('received_on') },
          { name: 'paise', kind: 'text', label: t('offline.amount'), value: (desk.price / 100).toFixed(2) },
          { name: 'note', kind: 'lines', label: t('proof') },
        ]}
      />
      <DeskAction
        lock={lockOf('fees.waive') ?? desk.waive}
        action={waiveFee}
        fields={{ number }}
        summary={t('waive.summary')}
        explained={t('waive.explained')}
        submit={t('waive.summary')}
        questions={[{ name: 'reason', kind: 'lines', label: t('waive.why') }]}
      />
      <DeskAction
        lock={lockOf('fees.waive') ?? desk.takeBack}
        action={takeBackWaiver}
        fields={{ number }}
        summary={t('take_back.summary')}
        explained={t('take_back.explained')}
        submit={t('take_back.summary')}
        isGrave
        questions={[{ name: 'reason', kind: 'lines', label: t('waive.why') }]}
      />
    </div>
  )
}
