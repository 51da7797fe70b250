import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { couponUses, coupons, offlinePayments } from '@/db/schema/fees'
import type { DeskFacts } from '@/lib/domain/payments/can-desk'
import { isLive, priceOf } from '@/lib/domain/payments/fees'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { type FeeLedger, loadFeeLedger } from './ledger'

export type OfflineRow = typeof offlinePayments.$inferSelect
export type CouponUse = typeof couponUses.$inferSelect & { code: string }

/** One application's fee with everything that staff's verbs on it depend on. */
export type FeeDesk = {
  journey: LoadedJourney
  ledger: FeeLedger
  /** The coupon that lowers the price now; null when there is none or its time is over. */
  use: CouponUse | null
  /** The record that waits or was approved. */
  offline: OfflineRow | null
  facts: DeskFacts
}

/** Reads the fee of one application of the partner; null when it is not theirs. `lock` holds the application row. */
export async function loadFeeDesk(
  db: Db | Tx,
  partnerId: string,
  key: { number: string } | { id: string },
  options: { applicantId?: string; lock?: boolean; now: Date },
): Promise<FeeDesk | null> {
  const journey = await loadJourney(db, partnerId, key, options)
  if (!journey) return null
  const { application, definition, intake } = journey
  const ledger = await loadFeeLedger(db, application, options.now)
  const use = await findLiveUse(db, application, options.now)
  const offline = await findOffline(db, application)
  const facts: DeskFacts = {
    definition,
    journey: journey.facts,
    verdict: ledger.verdict,
    price: priceOf(intake.feePaise, use, options.now),
    offline: offline?.state ?? null,
    hasCapture: ledger.orders.some(({ row, view }) =>
      view.payments.some(
        ({ state, paise }) => paise === row.paise && (state === 'captured' || state === 'refunded'),
      ),
    ),
  }
  return { journey, ledger, use, offline, facts }
}

/** The coupon that lowers this application's fee now. */
export async function findLiveUse(
  db: Db | Tx,
  application: { partnerId: string; id: string },
  now: Date,
): Promise<CouponUse | null> {
  const [row] = await db
    .select({ use: couponUses, code: coupons.code })
    .from(couponUses)
    .innerJoin(coupons, and(eq(coupons.partnerId, couponUses.partnerId), eq(coupons.id, couponUses.couponId)))
    .where(
      and(
        eq(couponUses.partnerId, application.partnerId),
        eq(couponUses.applicationId, application.id),
        inArray(couponUses.state, ['held', 'used']),
      ),
    )
    .limit(1)
  return row && isLive(row.use, now) ? { ...row.use, code: row.code } : null
}

async function findOffline(
  db: Db | Tx,
  application: { partnerId: string; id: string },
): Promise<OfflineRow | null> {
  const [row] = await db
    .select()
    .from(offlinePayments)
    .where(
      and(
        eq(offlinePayments.partnerId, application.partnerId),
        eq(offlinePayments.applicationId, application.id),
        ne(offlinePayments.state, 'rejected'),
      ),
    )
    .orderBy(desc(offlinePayments.createdAt))
    .limit(1)
  return row ?? null
}
