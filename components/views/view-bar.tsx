import { useTranslations } from 'next-intl'
import { TabLinks } from '@/components/ui/tab-links'
import type { ListView } from '@/lib/features/views/queries'
import { viewAddress } from './view-address'
import { ViewMenu } from './view-menu'

/**
 * The views of a list as tabs, and the menu of the one that is open. `query` is the list's filter as it stands now: where it
 * differs from the view's own, saving it is the first thing offered.
 */
export function ViewBar({
  views,
  current,
  query,
  columns,
  sharing,
}: {
  views: readonly ListView[]
  current: ListView | null
  query: string
  columns: readonly string[]
  /** Why views cannot be shared by whoever looks; null when they can. */
  sharing: string | null
}) {
  const t = useTranslations('lists.views')
  const tabs = [
    { href: viewAddress('all'), label: t('all'), current: current === null },
    ...views.map((view) => ({
      href: viewAddress(view),
      label: view.isOwn ? view.name : t('of', { name: view.name, owner: view.ownerName }),
      current: view.id === current?.id,
    })),
  ]
  const opensWithNone = !views.some(({ isDefault }) => isDefault)
  return (
    <div className="mb-3 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1">
        <TabLinks label={t('label')} tabs={tabs} />
      </div>
      <ViewMenu
        view={current}
        query={query}
        columns={columns}
        isModified={current !== null && current.query !== query}
        isDefault={current ? current.isDefault : opensWithNone}
        sharing={sharing}
      />
    </div>
  )
}
