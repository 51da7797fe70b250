import { indiaTimeZone } from '@/lib/domain/shared/india-time'
import type { Locale } from './locales'

const tags: Record<Locale, string> = { en: 'en-IN', hi: 'hi-IN' }
const date = { day: 'numeric', month: 'short', year: 'numeric' } as const
const clock = { hour: 'numeric', minute: '2-digit', hour12: true } as const

/** An instant as `21 Nov 2026, 11:59 pm IST` in the reader's language, always in India time. */
export const instantIn = (locale: Locale, at: Date): string =>
  `${spell(locale, at, { ...date, ...clock })} IST`

/** An instant's India date as `21 Nov 2026` in the reader's language. */
export const indiaDateIn = (locale: Locale, at: Date): string => spell(locale, at, date)

/** A calendar date `YYYY-MM-DD` (a date of birth) as `8 Feb 2008`; no zone is applied to it. */
export const calendarDateIn = (locale: Locale, day: string): string =>
  new Intl.DateTimeFormat(tags[locale], { ...date, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`))

// One spelling whatever ICU the reader's Node carries: `am`, `pm`, no narrow no-break space before them, months of three letters.
const spell = (locale: Locale, at: Date, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: indiaTimeZone })
    .format(at)
    .replace(/\u202f/g, ' ')
    .replace(/\b(AM|PM)\b/g, (half) => half.toLowerCase())
    .replace('Sept ', 'Sep ')
