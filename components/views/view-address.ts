import { addressOf } from '@/components/staff/list-address'

/** The list as a view shows it; `all`: the list without one. */
export const viewAddress = (view: { id: string; query: string } | 'all'): string =>
  view === 'all'
    ? addressOf('/staff/applications', { view })
    : `${addressOf('/staff/applications', { view: view.id })}${view.query && `&${view.query}`}`
