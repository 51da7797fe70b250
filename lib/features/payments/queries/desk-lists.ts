import { and, eq, inArray, sql } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { couponUses, coupons, feeWaivers, offlinePayments } from '@/db/schema/fees'
import { connections, intakes } from '@/db/schema/partners'
import { paymentOrders, payments } from '@/db/schema/payments'
import { reconciliationExceptions, reconciliationRuns, settlements } from '@/db/schema/settlements'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'
import { searched } from './desk-search'

type Reader = Staff<'payments.read'>
type Searched = { search?: string }

const ofApplication = (table: { partnerId: AnyPgColumn; applicationId: AnyPgColumn }) =>
  and(eq(applications.partnerId, table.partnerId), eq(applications.id, table.applicationId))
const whose = { applicationNumber: applications.number, applicantName: accounts.fullName }
const ofApplicant = and(
  eq(accounts.partnerId, applications.partnerId),
  eq(accounts.id, applications.applicantId),
)

export type PaymentListRow = Awaited<ReturnType<typeof listTries>>['rows'][number]

/** Every try at paying, newest first; `state` keeps one kind, `search` what was typed into the desk's box, here as in every list. */
export async function listTries(
  staff: Reader,
  { state, search }: { state?: typeof payments.$inferSelect.state; search?: string } = {},
  place: PagePlace = {},
  size = pageSize,
) {
  const { where, orderBy } = fromPlace(
    { partnerId: payments.partnerId, id: payments.id, at: payments.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select({
      id: payments.id,
      orderId: payments.orderId,
      gatewayPaymentId: payments.gatewayPaymentId,
      state: payments.state,
      paise: payments.paise,
      method: payments.method,
      reason: payments.reason,
      gatewayAt: payments.gatewayAt,
      ...whose,
    })
    .from(payments)
    .innerJoin(
      paymentOrders,
      and(eq(paymentOrders.partnerId, payments.partnerId), eq(paymentOrders.id, payments.orderId)),
    )
    .innerJoin(applications, ofApplication(paymentOrders))
    .innerJoin(accounts, ofApplicant)
    .where(
      and(
        eq(payments.partnerId, staff.partnerId),
        state ? eq(payments.state, state) : undefined,
        searched('payments', payments, search, staff.partnerId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

export type OfflineListRow = Awaited<ReturnType<typeof listOffline>>['rows'][number]

/** Money outside the gateway, newest first; `isWaiting` keeps what a second person has to look at. */
export async function listOffline(
  staff: Reader,
  { isWaiting = false, search }: { isWaiting?: boolean; search?: string } = {},
  place: PagePlace = {},
  size = pageSize,
) {
  const { where, orderBy } = fromPlace(
    { partnerId: offlinePayments.partnerId, id: offlinePayments.id, at: offlinePayments.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select({
      id: offlinePayments.id,
      method: offlinePayments.method,
      reference: offlinePayments.reference,
      receivedOn: offlinePayments.receivedOn,
      paise: offlinePayments.paise,
      state: offlinePayments.state,
      recordedAt: offlinePayments.recordedAt,
      recordedBy: nameOf(offlinePayments.recordedBy),
      decidedBy: nameOf(offlinePayments.decidedBy),
      decidedAt: offlinePayments.decidedAt,
      ...whose,
    })
    .from(offlinePayments)
    .innerJoin(applications, ofApplication(offlinePayments))
    .innerJoin(accounts, ofApplicant)
    .where(
      and(
        eq(offlinePayments.partnerId, staff.partnerId),
        isWaiting ? eq(offlinePayments.state, 'proposed') : undefined,
        searched('offline', offlinePayments, search, staff.partnerId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

export type WaiverListRow = Awaited<ReturnType<typeof listWaivers>>['rows'][number]

/** Fees that were let go, newest first, those taken back among them. */
export async function listWaivers(
  staff: Reader,
  { search }: Searched = {},
  place: PagePlace = {},
  size = pageSize,
) {
  const { where, orderBy } = fromPlace(
    { partnerId: feeWaivers.partnerId, id: feeWaivers.id, at: feeWaivers.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select({
      id: feeWaivers.id,
      kind: feeWaivers.kind,
      reason: feeWaivers.reason,
      paise: feeWaivers.paise,
      grantedAt: feeWaivers.grantedAt,
      grantedBy: nameOf(feeWaivers.grantedBy),
      takenBackAt: feeWaivers.takenBackAt,
      ...whose,
    })
    .from(feeWaivers)
    .innerJoin(applications, ofApplication(feeWaivers))
    .innerJoin(accounts, ofApplicant)
    .where(
      and(
        eq(feeWaivers.partnerId, staff.partnerId),
        searched('waivers', feeWaivers, search, staff.partnerId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

export type CouponListRow = Awaited<ReturnType<typeof listCoupons>>['rows'][number]

/** Coupons, newest first, with how often each is held and used. */
export async function listCoupons(
  staff: Reader,
  { search }: Searched = {},
  place: PagePlace = {},
  size = pageSize,
) {
  const { where, orderBy } = fromPlace(
    { partnerId: coupons.partnerId, id: coupons.id, at: coupons.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select({
      id: coupons.id,
      code: coupons.code,
      percentOff: coupons.percentOff,
      paiseOff: coupons.paiseOff,
      maxUses: coupons.maxUses,
      uses: coupons.uses,
      used: sql<number>`(select count(*)::int from ${couponUses} where ${couponUses.partnerId} = ${coupons.partnerId}
        and ${couponUses.couponId} = ${coupons.id} and ${couponUses.state} = 'used')`,
      startsAt: coupons.startsAt,
      endsAt: coupons.endsAt,
      stoppedAt: coupons.stoppedAt,
      intakeName: intakes.name,
    })
    .from(coupons)
    .innerJoin(intakes, and(eq(intakes.partnerId, coupons.partnerId), eq(intakes.id, coupons.intakeId)))
    .where(
      and(
        eq(coupons.partnerId, staff.partnerId),
        searched('coupons', coupons, search, staff.partnerId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

/** Intakes that a coupon can be for. */
export const listIntakesForCoupons = (staff: Reader) =>
  database()
    .select({ id: intakes.id, name: intakes.name })
    .from(intakes)
    .where(eq(intakes.partnerId, staff.partnerId))
    .orderBy(intakes.code)

export type SettlementListRow = typeof settlements.$inferSelect

/** Payouts, newest first. */
export async function listSettlements(
  staff: Reader,
  { search }: Searched = {},
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<SettlementListRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: settlements.partnerId, id: settlements.id, at: settlements.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select()
    .from(settlements)
    .where(
      and(
        eq(settlements.partnerId, staff.partnerId),
        searched('settlements', settlements, search, staff.partnerId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

export type ExceptionListRow = Awaited<ReturnType<typeof listExceptions>>['rows'][number]

/** What the comparisons have found, newest first; open ones unless `all`. */
export async function listExceptions(
  staff: Reader,
  { all = false, kind, search }: { all?: boolean; kind?: 'paid_not_unlocked'; search?: string } = {},
  place: PagePlace = {},
  size = pageSize,
) {
  const { partnerId, id, createdAt } = reconciliationExceptions
  const { where, orderBy } = fromPlace(
    { partnerId, id, at: createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select({
      id,
      kind: reconciliationExceptions.kind,
      subject: reconciliationExceptions.subject,
      state: reconciliationExceptions.state,
      fix: reconciliationExceptions.fix,
      oursPaise: reconciliationExceptions.oursPaise,
      theirsPaise: reconciliationExceptions.theirsPaise,
      gatewayPaymentId: reconciliationExceptions.gatewayPaymentId,
      createdAt,
      owner: nameOf(reconciliationExceptions.ownerId),
      applicationNumber: sql<string | null>`${applications.number}`,
    })
    .from(reconciliationExceptions)
    .leftJoin(applications, ofApplication(reconciliationExceptions))
    .where(
      and(
        eq(partnerId, staff.partnerId),
        all ? undefined : eq(reconciliationExceptions.state, 'open'),
        kind ? inArray(reconciliationExceptions.kind, [kind]) : undefined,
        searched('exceptions', reconciliationExceptions, search, staff.partnerId),
        where,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

/** The gateways of the partner, to compare with. */
export const listPaymentConnections = (staff: Reader) =>
  database()
    .select({ id: connections.id, label: connections.label })
    .from(connections)
    .where(and(eq(connections.partnerId, staff.partnerId), eq(connections.kind, 'payment')))

/** The last comparisons, newest first. */
export const listRuns = (staff: Reader) =>
  database()
    .select()
    .from(reconciliationRuns)
    .where(eq(reconciliationRuns.partnerId, staff.partnerId))
    .orderBy(sql`${reconciliationRuns.day} desc`)
    .limit(7)

/** The name of one of the partner's people, looked up by the row's own partner. */
const nameOf = (account: AnyPgColumn) =>
  sql<
    string | null
  >`(select who.full_name from accounts who where who.partner_id = ${partnerOf(account)} and who.id = ${account})`

const partnerOf = (column: AnyPgColumn) => sql`${column.table}.partner_id`
