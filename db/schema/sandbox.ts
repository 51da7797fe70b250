import { index, integer, jsonb, pgSchema, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, rowId } from '../columns'

/** The fake vendors' world lives apart from the portal's tables: nothing in `public` refers to it. */
export const sandboxSchema = pgSchema('sandbox')

/** One record in one simulator's own memory. */
export const sandboxRecords = sandboxSchema.table(
  'records',
  {
    simulator: text('simulator').notNull(),
    kind: text('kind').notNull(),
    id: text('id').notNull(),
    value: jsonb('value').$type<unknown>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.simulator, t.kind, t.id] })],
)

/** A call a fake vendor still has to make to us. */
export const sandboxDeliveries = sandboxSchema.table(
  'deliveries',
  {
    id: rowId().primaryKey(),
    simulator: text('simulator').notNull(),
    url: text('url').notNull(),
    headers: jsonb('headers').$type<Record<string, string>>().notNull(),
    body: text('body').notNull(),
    dueAt: instant('due_at').notNull(),
    tries: integer('tries').notNull().default(0),
    /** Tried so often in a row and then given up; null: ever more slowly. */
    triesAtOnce: integer('tries_at_once'),
    sentAt: instant('sent_at'),
    createdAt: createdAt(),
  },
  (t) => [index('deliveries_due').on(t.dueAt)],
)

/** One row: how far the sandbox clock is ahead, and the fault chosen per simulator. */
export const sandboxSettings = sandboxSchema.table('settings', {
  id: integer('id').primaryKey(),
  clockOffsetSeconds: integer('clock_offset_seconds').notNull().default(0),
  faults: jsonb('faults').$type<Record<string, string>>().notNull().default({}),
  worldId: uuid('world_id'),
})
