import { type SQL, or, sql } from 'drizzle-orm'
import { attempts } from '@/db/schema/assessments'
import { offlinePayments } from '@/db/schema/fees'
import { intakes } from '@/db/schema/partners'
import { paymentOrders, payments, receipts, refunds } from '@/db/schema/payments'
import {
  type ApplicationSearch,
  readApplicationSearch,
  readSearchedId,
} from '@/lib/domain/applications/search'
import { offlineMethods } from '@/lib/domain/payments/fees'

/**
 * The card `c` is what somebody typed into the search box. Every shape runs along an index: exact, by beginning, or by the
 * beginnings of a name's words; what may be somebody else's id is looked up as one as well.
 */
export function foundBy(partnerId: string, typed: string): SQL {
  const search = readApplicationSearch(typed)
  const id = readSearchedId(typed)
  const found = or(
    search ? byShape(partnerId, search) : undefined,
    id === null ? undefined : byId(partnerId, id),
  )
  return found ?? sql`true`
}

/** The card `c` is whom or what of ours was meant: a number, an address, a mobile number, words of a name. */
export function byShape(partnerId: string, search: ApplicationSearch): SQL | undefined {
  switch (search.by) {
    case 'number':
      return sql`c.number = ${search.number}`
    case 'number_start':
      return sql`c.number like ${startingWith(search.start)}`
    case 'code':
      return sql`c.number = any(array(select 'APP-' || lpad((${intakes.sessionYear} % 100)::text, 2, '0') || '-' || ${search.code}
        from ${intakes} where ${intakes.partnerId} = ${partnerId}))`
    case 'receipt':
      return among(sql`select ${receipts.applicationId} from ${receipts}
        where ${receipts.partnerId} = ${partnerId} and ${receipts.number} = ${search.number}`)
    case 'email_start':
      return sql`c.email like ${startingWith(search.start)}`
    case 'mobile_start':
      return sql`c.mobile like ${startingWith(search.start)}`
    case 'name':
      return namedLike(search.words)
  }
}

/** `asha ver` finds Asha Verma, and asha.verma@…: one box for both. */
function namedLike(words: readonly string[]): SQL | undefined {
  const beginnings = words.map((word) => `'${word}':*`).join(' & ')
  const [only] = words
  return or(
    sql`to_tsvector('simple', c.full_name) @@ to_tsquery('simple', ${beginnings})`,
    words.length === 1 && only ? sql`c.email like ${startingWith(only.toLowerCase())}` : undefined,
  )
}

/** Somebody else's id of something of the application's: a sitting at a provider; an order, a payment, a refund at a gateway; a bank's reference. */
function byId(partnerId: string, id: string): SQL {
  const ofOrders = (condition: SQL) =>
    sql`select ${paymentOrders.applicationId} from ${paymentOrders} where ${paymentOrders.partnerId} = ${partnerId} and ${condition}`
  return among(
    sql.join(
      [
        sql`select ${attempts.applicationId} from ${attempts} where ${attempts.partnerId} = ${partnerId} and ${attempts.externalId} = ${id}`,
        ofOrders(sql`${paymentOrders.gatewayOrderId} = ${id}`),
        ofOrders(sql`${paymentOrders.receipt} = ${id}`),
        sql`select ${paymentOrders.applicationId} from ${payments} join ${paymentOrders}
          on ${paymentOrders.partnerId} = ${payments.partnerId} and ${paymentOrders.id} = ${payments.orderId}
          where ${payments.partnerId} = ${partnerId} and ${payments.gatewayPaymentId} = ${id}`,
        sql`select ${refunds.applicationId} from ${refunds} where ${refunds.partnerId} = ${partnerId} and ${refunds.gatewayRefundId} = ${id}`,
        sql`select ${offlinePayments.applicationId} from ${offlinePayments} where ${offlinePayments.partnerId} = ${partnerId}
          and ${offlinePayments.method} in (${sql.join(
            offlineMethods.map((method) => sql`${method}`),
            sql`, `,
          )}) and ${offlinePayments.reference} = ${id} and ${offlinePayments.state} <> 'rejected'`,
      ],
      sql` union all `,
    ),
  )
}

const among = (ids: SQL) => sql`c.application_id = any(array(${ids}))`

const startingWith = (text: string): string => `${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`
