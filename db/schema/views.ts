import { boolean, foreignKey, index, pgTable, primaryKey, text, unique, uuid } from 'drizzle-orm/pg-core'
import { createdAt, instant, partnerId, rowId } from '../columns'
import { accounts } from './accounts'

/** A list of staff's as somebody wants to see it again: its filter, its order and its columns under a name. */
export const savedViews = pgTable(
  'saved_views',
  {
    partnerId: partnerId(),
    id: rowId(),
    /** Which list: `applications`. */
    list: text('list').notNull(),
    ownerId: uuid('owner_id').notNull(),
    name: text('name').notNull(),
    /** What stands behind the `?` of the list's address, filter and order. */
    query: text('query').notNull(),
    /** Keys of the columns that its owner shows, in order. Null: the usual ones. */
    columns: text('columns').array(),
    /** Since when the partner's other staff see it. Null: its owner's alone. */
    sharedAt: instant('shared_at'),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.id] }),
    unique('saved_views_name').on(t.partnerId, t.ownerId, t.list, t.name),
    foreignKey({ columns: [t.partnerId, t.ownerId], foreignColumns: [accounts.partnerId, accounts.id] }),
    index('saved_views_by_list').on(t.partnerId, t.list, t.createdAt),
  ],
)

/** The view that a list opens with for one member of staff. */
export const defaultViews = pgTable(
  'default_views',
  {
    partnerId: partnerId(),
    accountId: uuid('account_id').notNull(),
    list: text('list').notNull(),
    viewId: uuid('view_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.accountId, t.list] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
    foreignKey({
      columns: [t.partnerId, t.viewId],
      foreignColumns: [savedViews.partnerId, savedViews.id],
    }).onDelete('cascade'),
    index('default_views_by_view').on(t.partnerId, t.viewId),
  ],
)

/** How one member of staff has arranged a view for themselves: which columns in which order, and how close the rows stand. */
export const viewLayouts = pgTable(
  'view_layouts',
  {
    partnerId: partnerId(),
    accountId: uuid('account_id').notNull(),
    list: text('list').notNull(),
    /** A saved view's id, or `all` for the list without one. */
    view: text('view').notNull(),
    columns: text('columns').array().notNull(),
    isDense: boolean('is_dense').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partnerId, t.accountId, t.list, t.view] }),
    foreignKey({ columns: [t.partnerId, t.accountId], foreignColumns: [accounts.partnerId, accounts.id] }),
  ],
)
