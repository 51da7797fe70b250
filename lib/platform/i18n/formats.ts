import { indiaTimeZone } from '@/lib/domain/shared/india-time'
import type { Locale } from './locales'

const tags: Record<Locale, string> = { en: 'en-IN', hi: 'hi-IN' }
const date = { day: 'numeric', month: 'short', year: 'numeric' } as const
const clock = { hour: 'numeric', minute: '2-digit', hour12: true } as const

/** An instant as `21 Nov 2026, 11:59 pm IST` in the reader's language, always in India time. */
export const instantIn = (locale: Locale, at: Date): string => `${spell(instants[locale], at)} IST`

/** An instant's India date as `21 Nov 2026` in the reader's language. */
export const indiaDateIn = (locale: Locale, at: Date): string => spell(indiaDates[locale], at)

/** A calendar date `YYYY-MM-DD` (a date of birth) as `8 Feb 2008`; no zone is applied to it. */
export const calendarDateIn = (locale: Locale, day: string): string =>
  calendarDates[locale].format(new Date(`${day}T00:00:00Z`))

// Making one takes as long as a hundred dates: each is made once, not for every cell of a table.
const formatIn = (options: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> => ({
  en: new Intl.DateTimeFormat(tags.en, options),
  hi: new Intl.DateTimeFormat(tags.hi, options),
})
const instants = formatIn({ ...date, ...clock, timeZone: indiaTimeZone })
const indiaDates = formatIn({ ...date, timeZone: indiaTimeZone })
const calendarDates = formatIn({ ...date, timeZone: 'UTC' })

// One spelling whatever ICU the reader's Node carries: `am`, `pm`, no narrow no-break space before them, months of three letters.
const spell = (format: Intl.DateTimeFormat, at: Date): string =>
  format
    .format(at)
    .replace(/\u202f/g, ' ')
    .replace(/\b(AM|PM)\b/g, (half) => half.toLowerCase())
    .replace('Sept ', 'Sep ')
