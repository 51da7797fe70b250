import { and, eq, inArray } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { refunds, webhookDeliveries } from '@/db/schema/payments'
import type { Staff } from '@/lib/platform/auth/actors'
import { type KeysetPage, type PagePlace, fromPlace, pageSize, toPage } from '@/lib/platform/keyset'
import { searched } from './desk-search'

export type RefundListRow = Pick<
  typeof refunds.$inferSelect,
  'id' | 'gatewayPaymentId' | 'gatewayRefundId' | 'paise' | 'reason' | 'state' | 'createdAt' | 'settledAt'
> & {
  applicationNumber: string
  applicantName: string
}

/** Money that goes back, newest first; `isOpen` leaves out what has arrived, `search` keeps what was typed into the desk's box. */
export async function listRefunds(
  staff: Staff<'payments.read'>,
  { isOpen = false, search }: { isOpen?: boolean; search?: string } = {},
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<RefundListRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: refunds.partnerId, id: refunds.id, at: refunds.createdAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select({
      id: refunds.id,
      gatewayPaymentId: refunds.gatewayPaymentId,
      gatewayRefundId: refunds.gatewayRefundId,
      paise: refunds.paise,
      reason: refunds.reason,
      state: refunds.state,
      createdAt: refunds.createdAt,
      settledAt: refunds.settledAt,
      applicationNumber: applications.number,
      applicantName: accounts.fullName,
    })
    .from(refunds)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, refunds.partnerId), eq(applications.id, refunds.applicationId)),
    )
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
    )
    .where(
      and(
        eq(refunds.partnerId, staff.partnerId),
        where,
        searched('refunds', refunds, search, staff.partnerId),
        isOpen ? inArray(refunds.state, ['queued', 'pending', 'failed']) : undefined,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}

export type WebhookListRow = Omit<typeof webhookDeliveries.$inferSelect, 'partnerId' | 'connectionId'>

/** What the gateway has told us, newest first; `isRejected` keeps only messages whose signature did not hold, `search` those about what was typed. */
export async function listWebhooks(
  staff: Staff<'payments.read'>,
  { isRejected = false, search }: { isRejected?: boolean; search?: string } = {},
  place: PagePlace = {},
  size = pageSize,
): Promise<KeysetPage<WebhookListRow>> {
  const { where, orderBy } = fromPlace(
    { partnerId: webhookDeliveries.partnerId, id: webhookDeliveries.id, at: webhookDeliveries.receivedAt },
    { place, ofPartner: staff.partnerId },
  )
  const found = await database()
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.partnerId, staff.partnerId),
        where,
        searched('webhooks', webhookDeliveries, search, staff.partnerId),
        isRejected ? eq(webhookDeliveries.signatureHolds, false) : undefined,
      ),
    )
    .orderBy(...orderBy)
    .limit(size + 1)
  return toPage(found, place, size)
}
