import { and, asc, eq, isNotNull, or } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { defaultViews, savedViews, viewLayouts } from '@/db/schema/views'
import { type ListColumn, readColumns } from '@/lib/domain/applications/columns'
import type { Staff } from '@/lib/platform/auth/actors'

export type ListView = {
  id: string
  name: string
  /** What stands behind the `?` of the list's address. */
  query: string
  isOwn: boolean
  isShared: boolean
  ownerName: string
  /** The list opens with it for whoever asks. */
  isDefault: boolean
  columns: string[] | null
}

const list = 'applications'

/** One's own views of the list and those shared by colleagues, one's own first, each by name. */
export async function listViews(staff: Staff<'applications.read'>): Promise<ListView[]> {
  const { partnerId, accountId } = staff
  const rows = await database()
    .select({
      id: savedViews.id,
      name: savedViews.name,
      query: savedViews.query,
      ownerId: savedViews.ownerId,
      ownerName: accounts.fullName,
      sharedAt: savedViews.sharedAt,
      columns: savedViews.columns,
      defaultOf: defaultViews.accountId,
    })
    .from(savedViews)
    .innerJoin(
      accounts,
      and(eq(accounts.partnerId, savedViews.partnerId), eq(accounts.id, savedViews.ownerId)),
    )
    .leftJoin(
      defaultViews,
      and(
        eq(defaultViews.partnerId, savedViews.partnerId),
        eq(defaultViews.viewId, savedViews.id),
        eq(defaultViews.accountId, accountId),
      ),
    )
    .where(
      and(
        eq(savedViews.partnerId, partnerId),
        eq(savedViews.list, list),
        or(eq(savedViews.ownerId, accountId), isNotNull(savedViews.sharedAt)),
      ),
    )
    .orderBy(asc(savedViews.name), asc(savedViews.id))
  const views = rows.map(({ ownerId, sharedAt, defaultOf, ...view }) => ({
    ...view,
    isOwn: ownerId === accountId,
    isShared: sharedAt !== null,
    isDefault: defaultOf !== null,
  }))
  return [...views.filter(({ isOwn }) => isOwn), ...views.filter(({ isOwn }) => !isOwn)]
}

export type ViewLayout = { columns: ListColumn[]; isDense: boolean }

/** How a view (`all`: the list without one) is drawn for whoever asks: as they arranged it, else as its owner saved it. */
export async function getViewLayout(
  staff: Staff<'applications.read'>,
  view: Pick<ListView, 'id' | 'columns'> | null,
): Promise<ViewLayout> {
  const [arranged] = await database()
    .select({ columns: viewLayouts.columns, isDense: viewLayouts.isDense })
    .from(viewLayouts)
    .where(
      and(
        eq(viewLayouts.partnerId, staff.partnerId),
        eq(viewLayouts.accountId, staff.accountId),
        eq(viewLayouts.list, list),
        eq(viewLayouts.view, view?.id ?? 'all'),
      ),
    )
  return {
    columns: readColumns(arranged?.columns ?? view?.columns),
    isDense: arranged?.isDense ?? true,
  }
}
