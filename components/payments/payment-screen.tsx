import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { BackLink } from '@/components/ui/back-link'
import { Notice } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import type { FeePhase, PaymentPage } from '@/lib/features/payments/queries/applicant'
import { FeeChecking } from './fee-checking'
import { FeeDue } from './fee-due'
import { FeeFailed } from './fee-failed'
import { FeeLocked } from './fee-locked'
import { FeeSettled } from './fee-settled'
import { PaymentTries } from './payment-tries'
import { PaymentWatch } from './payment-watch'
import { RefundNotices } from './refund-notices'

/** Refusals of a press on Pay that the page does not show by its own state. */
const saidOnce = ['too_many_tries', 'came_from_elsewhere', 'try_again'] as const

/** The application fee in whichever of its faces is due. `refused`: why the press just now led nowhere. */
export function PaymentScreen({ page, refused }: { page: PaymentPage; refused?: string | string[] }) {
  const t = useTranslations('payments')
  const said = saidOnce.find((code) => code === refused)
  return (
    <>
      <BackLink href={`/applications/${page.number}`}>{t('back')}</BackLink>
      <PageTitle caption={t('caption', { number: page.number })}>{t(`page_title.${page.phase}`)}</PageTitle>
      <div className="measure flex flex-col gap-6">
        {said && (
          <Notice tone="bad" live="alert">
            <p>{t(`refused.${said}`)}</p>
          </Notice>
        )}
        <Troubles page={page} />
        <Face page={page} />
        <RefundNotices refunds={page.refunds} />
      </div>
      <PaymentTries tries={page.tries} />
      <PaymentWatch number={page.number} version={page.version} pace={paceOf(page)} />
    </>
  )
}

function Troubles({ page: { phase, isGatewaySilent, isReturnRejected } }: { page: PaymentPage }) {
  const t = useTranslations('payments')
  const canPay = phase === 'due' || phase === 'failed'
  return (
    <>
      {isGatewaySilent && (canPay || phase === 'checking') && (
        <Notice tone="warn" live="status" title={t('silent.title')}>
          <p>{t(canPay ? 'silent.due' : 'silent.checking')}</p>
        </Notice>
      )}
      {isReturnRejected && canPay && (
        <Notice tone="warn" live="status" title={t('rejected.title')}>
          <p>{t('rejected.body')}</p>
        </Notice>
      )}
    </>
  )
}

const faces: Record<FeePhase, (props: { page: PaymentPage }) => ReactNode> = {
  due: FeeDue,
  checking: FeeChecking,
  failed: FeeFailed,
  settled: FeeSettled,
  waived: FeeSettled,
  mismatch: FeeMismatch,
  locked: FeeLocked,
}

function Face({ page }: { page: PaymentPage }) {
  const ThisFace = faces[page.phase]
  return <ThisFace page={page} />
}

function FeeMismatch() {
  const t = useTranslations('payments.mismatch')
  return (
    <Notice tone="warn" live="status">
      <p>{t('body')}</p>
      <p>{t('who')}</p>
    </Notice>
  )
}

/** How closely the page watches for news: while a bank decides, while money goes back, or only when the tab is looked at. */
function paceOf({ phase, refunds }: PaymentPage): 'quick' | 'slow' | 'focus' {
  if (phase === 'checking') return 'quick'
  const isMoneyOnItsWayBack = refunds.some(({ state }) => state === 'queued' || state === 'pending')
  return isMoneyOnItsWayBack || phase === 'mismatch' ? 'slow' : 'focus'
}
