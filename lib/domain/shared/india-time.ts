/** India has one time zone without daylight saving; every date a person reads is in it. */
export const indiaTimeZone = 'Asia/Kolkata'

const dateTime = new Intl.DateTimeFormat('en-IN', {
  timeZone: indiaTimeZone,
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  hour12: true,
})
const clockTime = new Intl.DateTimeFormat('en-IN', {
  timeZone: indiaTimeZone,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
})

/** An instant as `21 Nov 2026, 11:59 pm IST`. */
export const formatInstant = (at: Date): string => `${dateTime.format(at)} IST`

/** An instant's India clock time as `10:42:05`. */
export const formatIndiaTime = (at: Date): string => clockTime.format(at)

/** The India calendar date of an instant as `YYYY-MM-DD`. */
export const indiaDate = (at: Date): string =>
  new Date(at.getTime() + 330 * 60_000).toISOString().slice(0, 10)

/** Completed years of age on the India date of `now`; `dateOfBirth` is `YYYY-MM-DD`. */
export function ageInYears(dateOfBirth: string, now: Date): number {
  const today = indiaDate(now)
  const years = Number(today.slice(0, 4)) - Number(dateOfBirth.slice(0, 4))
  return today.slice(5) < dateOfBirth.slice(5) ? years - 1 : years
}

/** The instant `seconds` after `at`. */
export const secondsAfter = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1000)

/** An instant out of India wall-clock time as a form sends it, `YYYY-MM-DDTHH:MM`; null when it is not one. */
export function readIndiaTime(text: string | undefined): Date | null {
  if (!text || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return null
  const at = new Date(`${text}+05:30`)
  return Number.isNaN(at.getTime()) ? null : at
}

/** India wall-clock time of an instant as a form's control takes it: `YYYY-MM-DDTHH:MM`. */
export const toIndiaControl = (at: Date): string =>
  new Date(at.getTime() + 330 * 60_000).toISOString().slice(0, 16)

/** The instants that two India calendar days enclose, both days included: from a midnight up to, not including, another. */
export function indiaDayRange({ from, to }: { from?: string; to?: string }): {
  from: Date | null
  until: Date | null
} {
  const midnight = (day: string) => new Date(`${day}T00:00:00+05:30`)
  return { from: from ? midnight(from) : null, until: to ? secondsAfter(midnight(to), 86_400) : null }
}
