import postgres from 'postgres'

/** What the database keeps of one applicant, counted. This one check reads it: it is about what is kept. */
export type Kept = {
  applications: number
  isSubmitted: boolean
  isFeeSettled: boolean
  receipts: string[]
  orders: number
  settledOrders: number
  captures: number
  refunds: number
  attempts: number
  readyResults: number
  launchesMinted: number
  recommendations: number
  firstChoice: string | null
  /** Events of this application by name; sign-ins are not of an application. */
  events: Record<string, number>
  /** Letters to this person by template; each is `sent` or the test fails elsewhere. */
  letters: Record<string, number>
  typed: string[]
}

export type Records = Awaited<ReturnType<typeof openRecords>>

export async function openRecords(databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 2, onnotice: () => {} })
  const count = async (query: postgres.PendingQuery<postgres.Row[]>) => Number((await query)[0]?.n ?? 0)
  const tally = async (query: postgres.PendingQuery<postgres.Row[]>) =>
    Object.fromEntries((await query).map(({ name, n }) => [String(name), Number(n)]))
  return {
    close: () => sql.end(),
    async keptOf(email: string): Promise<Kept> {
      const applications = await sql`
        select a.id, a.state, a.submitted_at, a.fee_settled_at from applications a
        join accounts o on o.partner_id = a.partner_id and o.id = a.applicant_id where o.email = ${email}`
      const id: string | null = applications[0]?.id ?? null
      const ofOrders = sql`order_id in (select id from payment_orders where application_id = ${id})`
      const ofAttempts = sql`attempt_id in (select id from attempts where application_id = ${id})`
      const pages = await sql`select answers from application_pages where application_id = ${id}`
      const [choice] = await sql`
        select p.name->>'en' as name from preferences f join programmes p on p.partner_id = f.partner_id and p.id = f.programme_id
        where f.application_id = ${id} and f.position = 1`
      const receipts = await sql`select number from receipts where application_id = ${id}`
      return {
        applications: applications.length,
        isSubmitted: applications[0]?.submitted_at != null && applications[0]?.state === 'submitted',
        isFeeSettled: applications[0]?.fee_settled_at != null,
        receipts: receipts.map(({ number }) => String(number)),
        orders: await count(sql`select count(*) n from payment_orders where application_id = ${id}`),
        settledOrders: await count(
          sql`select count(*) n from payment_orders where application_id = ${id} and state = 'settled'`,
        ),
        captures: await count(sql`select count(*) n from payments where state = 'captured' and ${ofOrders}`),
        refunds: await count(sql`select count(*) n from refunds where application_id = ${id}`),
        attempts: await count(sql`select count(*) n from attempts where application_id = ${id}`),
        readyResults: await count(
          sql`select count(*) n from attempts where application_id = ${id} and result = 'ready'`,
        ),
        launchesMinted: await count(
          sql`select count(*) n from launches where outcome = 'minted' and ${ofAttempts}`,
        ),
        recommendations: await count(sql`select count(*) n from recommendations where ${ofAttempts}`),
        firstChoice: choice ? String(choice.name) : null,
        events: await tally(
          sql`select name, count(*) n from events where application_id = ${id} group by name`,
        ),
        letters: await tally(
          sql`select template as name, count(*) n from messages where to_email = ${email} group by template`,
        ),
        typed: pages.flatMap(({ answers }) => Object.values<string>(answers)),
      }
    },
    /** Captured money of the right amount whose application is not unlocked, at all partners. */
    paidButNotUnlocked: () =>
      count(sql`
        select count(*) n from payments p
        join payment_orders o on o.partner_id = p.partner_id and o.id = p.order_id
        join applications a on a.partner_id = o.partner_id and a.id = o.application_id
        where p.state = 'captured' and p.paise = o.paise and a.fee_settled_at is null`),
    /** Captured payments, settled fees and receipts of these people: one number each. */
    async capturesAndUnlocks(emails: string[]) {
      const theirs = sql`select a.id from applications a join accounts o on o.partner_id = a.partner_id and o.id = a.applicant_id where o.email in ${sql(emails)}`
      return {
        captured: await count(
          sql`select count(*) n from payments p join payment_orders o on o.partner_id = p.partner_id and o.id = p.order_id where p.state = 'captured' and o.application_id in (${theirs})`,
        ),
        unlocked: await count(
          sql`select count(*) n from events where name = 'assessment.unlocked' and application_id in (${theirs})`,
        ),
        receipts: await count(sql`select count(*) n from receipts where application_id in (${theirs})`),
      }
    },
    unsentLetters: () => count(sql`select count(*) n from messages where state = 'queued'`),
    failedLetters: () => count(sql`select count(*) n from messages where state = 'failed'`),
    /** Jobs that are due or under way; later ones wait for their time and are not lost. */
    jobsToDo: () =>
      count(
        sql`select count(*) n from pgboss.job where state in ('created', 'retry', 'active') and start_after <= now()`,
      ),
    failedJobs: () =>
      count(sql`select count(*) n from pgboss.job where state = 'failed' and name not like '\_\_pgboss%'`),
    /** What the payment simulator itself remembers: orders per receipt and captures per order must be single there too. */
    async atGateway(emails: string[]) {
      const orders = await sql`
        select value->>'receipt' as receipt, count(*) n from sandbox.records r
        where simulator = 'razorpay' and kind = 'order' and value->>'receipt' in (
          select po.receipt from payment_orders po join applications a on a.partner_id = po.partner_id and a.id = po.application_id
          join accounts o on o.partner_id = a.partner_id and o.id = a.applicant_id where o.email in ${sql(emails)})
        group by 1`
      return orders.map(({ n }) => Number(n))
    },
  }
}
