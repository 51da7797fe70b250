import { loadJourney } from '@/lib/features/applications/queries'
import { database } from '@/db/client'
import type { Applicant } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { tokenFor } from '@/lib/platform/secrets'
import type { Checkout } from '@/lib/providers/payments/contract'
import { openGateway } from '../commands/gateway'
import { isAwaitedAtGateway, loadFeeLedger } from './ledger'

/** The token in the browser's return address: made again whenever it is needed, stored nowhere. */
export const returnTokenOf = (orderId: string): string => tokenFor(`payment-return:${orderId}`)

/** What the paying page draws: the gateway's form, and a key that is new for every press of Pay. */
export type CheckoutPage = Checkout & { visit: string; paise: number; gatewayName: string }

/**
 * The form that brings this applicant's browser to the gateway, or null when there is nothing to pay now: the order was
 * not opened a moment ago, or something has been heard of it since. `origin` is the address the browser uses.
 */
export async function findCheckout(
  applicant: Applicant,
  number: string,
  page: { origin: string; partnerName: string; description: string },
): Promise<CheckoutPage | null> {
  const now = await currentTime()
  const journey = await loadJourney(
    database(),
    applicant.partnerId,
    { number },
    { applicantId: applicant.accountId, now },
  )
  if (!journey) return null
  const { open } = await loadFeeLedger(database(), journey.application, now)
  if (!open?.row.gatewayOrderId || !isAwaitedAtGateway(open, now)) return null
  const { row } = open
  const gateway = await openGateway(applicant.partnerId, row.connectionId)
  const returnUrl = `${page.origin}/api/callbacks/${gateway.id}/${returnTokenOf(row.id)}`
  const { fullName, email, mobile } = journey.applicant
  const checkout = gateway.checkout({
    gatewayOrderId: open.row.gatewayOrderId,
    paise: row.paise,
    partnerName: page.partnerName,
    description: page.description,
    prefill: { name: fullName, email, contact: mobile },
    returnUrl,
    // Cancelling passes by the same address, so that Pay is possible again at once and not after three minutes.
    cancelUrl: `${returnUrl}?cancelled=1`,
  })
  return {
    ...checkout,
    visit: `${row.id}:${row.sentToGatewayAt?.getTime()}`,
    paise: row.paise,
    gatewayName: gateway.label,
  }
}
