/** Which orders a list of them keeps. */
export const orderShows = ['unresolved', 'settled', 'refunding', 'trouble'] as const

/** The lists that the desk's tabs show; each has a file. */
export const deskLists = [
  'orders',
  'payments',
  'refunds',
  'offline',
  'coupons',
  'waivers',
  'settlements',
  'exceptions',
  'webhooks',
] as const
export type DeskList = (typeof deskLists)[number]

/** What narrows the desk's lists: what was typed into the one search box, and each list's own switch. */
export type DeskFilter = {
  search?: string
  show?: (typeof orderShows)[number]
  /** Refunds: only what is under way. */
  isOpen?: boolean
  /** Payments outside the gateway: only what waits for a second person. */
  isWaiting?: boolean
  /** Messages of the gateway: only those whose signature did not hold. */
  isRejected?: boolean
  /** Exceptions: those that are over among them. */
  all?: boolean
}

/** The parts of an address that narrow a list of the desk, as `readDeskFilter` reads them. */
export const deskFilterNames = ['q', 'show', 'open', 'waiting', 'rejected', 'all'] as const

/** The filter that stands in an address: the page and the file of a list read it alike. */
export function readDeskFilter(raw: Record<string, string | string[] | undefined>): DeskFilter {
  const typed = typeof raw.q === 'string' ? searchedText(raw.q) : ''
  return {
    search: typed === '' ? undefined : typed,
    show: orderShows.find((show) => show === raw.show),
    isOpen: raw.open === '1',
    isWaiting: raw.waiting === '1',
    isRejected: raw.rejected === '1',
    all: raw.all === '1',
  }
}

/** What was typed into a search box, as it can be compared: PostgreSQL refuses NUL, and no other control character is part of an id. */
export const searchedText = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 100)
