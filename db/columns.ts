import { type SQL, sql } from 'drizzle-orm'
import { type PgColumn, check, customType, timestamp, uuid } from 'drizzle-orm/pg-core'
import { uuidv7 } from 'uuidv7'

/** Row id: a UUID v7, so that ids sort by the moment they were made. */
export const rowId = () =>
  uuid('id')
    .notNull()
    .$defaultFn(() => uuidv7())

/** The partner a row hangs on; first column of every key, so that no key reaches across partners. */
export const partnerId = () => uuid('partner_id').notNull()

/** An instant. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/** When the row was made, by the database's clock unless the command says otherwise. */
export const createdAt = () => instant('created_at').notNull().defaultNow()

/** Text that compares without regard to case: e-mail addresses. Stored lower-cased by the schema layer too. */
export const lowerText = customType<{ data: string }>({
  dataType: () => 'text',
  toDriver: (value) => value.toLowerCase(),
})

/** A check constraint that holds a text column to a list of the domain. */
export const oneOf = (name: string, column: PgColumn, values: readonly string[]) =>
  check(
    name,
    sql`${column} in (${sql.raw(values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', '))})`,
  )

/** A check constraint from a condition. */
export const holds = (name: string, condition: SQL) => check(name, condition)
