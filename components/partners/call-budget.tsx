import { useTranslations } from 'next-intl'
import { type Fact, FactList } from '@/components/staff/fact-list'
import { Badge } from '@/components/ui/badge'
import { Instant } from '@/components/ui/instant'
import type { ConnectionBudget } from '@/lib/features/partners/queries/connection-budget'
import { CallBudgetForm } from './call-budget-form'

const breakerTone = { closed: 'good', half_open: 'waiting', open: 'bad' } as const

/** How many calls a connection has used and has left, what the provider refused, and the form for the ceiling. */
export function CallBudget({ id, budget: { agreed, state } }: { id: string; budget: ConnectionBudget }) {
  const t = useTranslations('connections.budget')
  return (
    <div className="flex flex-col gap-4">
      <p className="measure text-sm text-muted">{t('lead')}</p>
      {state ? <Gauge state={state} /> : <p className="text-sm">{t('unused')}</p>}
      <CallBudgetForm id={id} agreed={agreed} />
    </div>
  )
}

function Gauge({ state }: { state: NonNullable<ConnectionBudget['state']> }) {
  const t = useTranslations('connections.budget')
  const used = t('meter_value', { used: state.used, size: state.size })
  const facts: (Fact | null)[] = [
    { key: 'left', label: t('left'), value: <span className="figures">{state.left}</span> },
    { key: 'ceiling', label: t('ceiling'), value: <span className="figures">{state.calls}</span> },
    { key: 'window', label: t('window'), value: t('window_value', { seconds: state.windowSeconds }) },
    state.size < state.calls
      ? { key: 'size', label: t('size'), value: <span className="figures">{state.size}</span> }
      : null,
    {
      key: 'rejections',
      label: t('rejections'),
      value: t('rejections_value', { count: state.rejections }),
    },
    state.lastRejectedAt && {
      key: 'last',
      label: t('last_rejected'),
      value: <Instant at={state.lastRejectedAt} />,
    },
    state.pausedUntil && { key: 'paused', label: t('paused'), value: <Instant at={state.pausedUntil} /> },
    state.nextFreeAt && { key: 'next', label: t('next_free'), value: <Instant at={state.nextFreeAt} /> },
    {
      key: 'breaker',
      label: t('breaker'),
      value: <Badge tone={breakerTone[state.breaker]}>{t(`breaker_${state.breaker}`)}</Badge>,
    },
  ]
  return (
    <div className="flex max-w-xl flex-col gap-3">
      <div className="flex flex-col gap-1 text-sm">
        <div className="flex justify-between gap-3">
          <span className="font-semibold">{t('meter')}</span>
          <span className="figures">{used}</span>
        </div>
        <meter
          min={0}
          max={state.size}
          value={Math.min(state.used, state.size)}
          aria-label={t('meter')}
          aria-valuetext={used}
          className="h-3 w-full"
        >
          {used}
        </meter>
      </div>
      <FactList facts={facts.filter((fact) => fact !== null)} />
    </div>
  )
}
