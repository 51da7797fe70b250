import { useLocale, useTranslations } from 'next-intl'
import type { RawSearch } from '@/components/staff/list-address'
import { Panel } from '@/components/staff/panel'
import { Instant } from '@/components/ui/instant'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { ActionForm } from '@/components/staff/action-form'
import { ClientMessages } from '@/components/layout/client-messages'
import { Button } from '@/components/ui/button'
import type { StaffRole } from '@/lib/domain/partners/permissions'
import { compareDay, createCoupon, stopCoupon } from '@/lib/features/payments/actions'
import type {
  CouponListRow,
  ExceptionListRow,
  SettlementListRow,
  WaiverListRow,
  listIntakesForCoupons,
  listRuns,
} from '@/lib/features/payments/queries/desk-lists'
import type { DeskHit } from '@/lib/features/payments/queries/desk-records'
import type { KeysetPage } from '@/lib/platform/keyset'
import { calendarDateIn } from '@/lib/platform/i18n/formats'
import { DeskAction, useRoleLock } from './desk-action'
import { CouponsTable, ExceptionsTable, ListSwitch, SettlementsTable, WaiversTable } from './desk-lists'
import { DeskSearch, ofList } from './desk-search'

const path = '/staff/payments'

const hitPath: Record<DeskHit['kind'], (id: string) => string> = {
  order: (id) => `${path}/orders/${id}`,
  payment: (id) => `${path}/payments/${id}`,
  refund: (id) => `${path}/refunds/${id}`,
  offline: (id) => `${path}/offline/${id}`,
  settlement: (id) => `${path}/settlements/${id}`,
  application: (number) => `/staff/applications/${number}#fee`,
}

/** One box for every id: what it finds stands above the list. */
export function DeskHits({ hits }: { hits: DeskHit[] }) {
  const t = useTranslations('desk')
  if (hits.length === 0) return null
  return (
    <section aria-label={t('hits')} className="mb-4 rounded border border-line bg-surface-raised p-3 text-sm">
      <h2 className="font-semibold">{t('hits')}</h2>
      <ul className="mt-1 flex flex-col gap-1">
        {hits.map(({ kind, id, label }) => (
          <li key={`${kind} ${id}`}>
            {t(`hit.${kind}`)} <TextLink href={hitPath[kind](id)}>{label}</TextLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Captured and still locked: must be nobody; each application that is, with its way out. */
export function PaidNotUnlocked({ rows }: { rows: { number: string; exceptionId: string | null }[] }) {
  const t = useTranslations('desk.paid_not_unlocked')
  if (rows.length === 0) return null
  return (
    <div className="mb-4">
      <Notice tone="bad" live="alert" title={t('title', { count: rows.length })}>
        <p>{t('why')}</p>
        <ul>
          {rows.map(({ number, exceptionId }) => (
            <li key={number}>
              <TextLink
                href={exceptionId ? `${path}/exceptions/${exceptionId}` : `/staff/applications/${number}#fee`}
              >
                {number}
              </TextLink>
            </li>
          ))}
        </ul>
      </Notice>
    </div>
  )
}

type Intakes = Awaited<ReturnType<typeof listIntakesForCoupons>>

/** Fees that were let go, and the codes that lower them. */
export function WaiversAndCoupons({
  raw,
  role,
  waivers,
  coupons,
  intakes,
}: {
  raw: RawSearch
  role: StaffRole
  waivers: KeysetPage<WaiverListRow>
  coupons: KeysetPage<CouponListRow>
  intakes: Intakes
}) {
  const t = useTranslations('desk')
  const lock = useRoleLock(role)('coupons.manage')
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  return (
    <>
      <DeskSearch view="coupons" raw={raw} />
      <div className="flex flex-col gap-6">
        <Panel title={t('coupons')}>
          <DeskAction
            lock={lock}
            action={createCoupon}
            summary={t('new_coupon.summary')}
            explained={t('new_coupon.explained')}
            submit={t('new_coupon.submit')}
            questions={[
              {
                name: 'intakeId',
                kind: 'choice',
                label: t('intake'),
                options: intakes.map(({ id, name }) => ({ value: id, label: name[locale] })),
              },
              { name: 'code', kind: 'text', label: t('code'), hint: t('new_coupon.code_hint') },
              {
                name: 'takesOff',
                kind: 'choice',
                label: t('takes_off'),
                options: [
                  { value: 'percent', label: t('new_coupon.percent') },
                  { value: 'amount', label: t('new_coupon.amount') },
                ],
              },
              {
                name: 'amount',
                kind: 'text',
                label: t('new_coupon.how_much'),
                hint: t('new_coupon.how_much_hint'),
              },
              { name: 'maxUses', kind: 'text', label: t('new_coupon.max_uses') },
              { name: 'startsAt', kind: 'time', label: t('new_coupon.from') },
              { name: 'endsAt', kind: 'time', label: t('new_coupon.until') },
            ]}
          />
          <CouponsTable
            raw={ofList(raw, 'coupons')}
            page={coupons}
            stop={({ id }) =>
              lock ?? (
                <ClientMessages also={['refusals']}>
                  <ActionForm action={stopCoupon} fields={{ id }}>
                    <Button look="quiet" size="dense">
                      {t('stop')}
                    </Button>
                  </ActionForm>
                </ClientMessages>
              )
            }
          />
        </Panel>
        <Panel title={t('waivers')}>
          <p className="measure text-sm text-muted">{t('waivers_where')}</p>
          <WaiversTable raw={ofList(raw, 'waivers')} page={waivers} />
        </Panel>
      </div>
    </>
  )
}

type Runs = Awaited<ReturnType<typeof listRuns>>

/** Payouts, the daily comparison, and what it has found. */
export function SettlementsView({
  raw,
  role,
  exceptions,
  settlements,
  runs,
  connections,
  yesterday,
}: {
  raw: RawSearch
  role: StaffRole
  exceptions: KeysetPage<ExceptionListRow>
  settlements: KeysetPage<SettlementListRow>
  runs: Runs
  connections: { id: string; label: string }[]
  yesterday: string
}) {
  const locale = useLocale() === 'hi' ? 'hi' : 'en'
  const t = useTranslations('desk')
  return (
    <>
      <DeskSearch view="settlements" raw={raw} />
      <div className="flex flex-col gap-6">
        <Panel
          title={t('exceptions')}
          aside={<ListSwitch raw={raw} name="all" on={t('show_all')} off={t('show_open')} />}
        >
          <ExceptionsTable raw={ofList(raw, 'exceptions')} page={exceptions} />
        </Panel>
        <Panel title={t('runs')}>
          <DeskAction
            lock={useRoleLock(role)('payments.reconcile')}
            action={compareDay}
            summary={t('compare.summary')}
            explained={t('compare.explained')}
            submit={t('compare.submit')}
            questions={[
              {
                name: 'connectionId',
                kind: 'choice',
                label: t('gateway'),
                options: connections.map(({ id, label }) => ({ value: id, label })),
              },
              { name: 'day', kind: 'date', label: t('day'), value: yesterday },
            ]}
          />
          <ul className="flex flex-col gap-1 text-sm">
            {runs.map((run) => (
              <li key={run.id}>
                {t(`run.${run.state}`, {
                  day: calendarDateIn(locale, run.day),
                  payments: run.payments,
                  lines: run.lines,
                  exceptions: run.exceptions,
                })}{' '}
                {run.endedAt && <Instant at={run.endedAt} />}
              </li>
            ))}
            {runs.length === 0 && <li className="text-muted">{t('no_run')}</li>}
          </ul>
        </Panel>
        <Panel title={t('payouts')}>
          <SettlementsTable raw={ofList(raw, 'settlements')} page={settlements} />
        </Panel>
      </div>
    </>
  )
}
