/** The languages of the portal, in the order in which they are offered. */
export const locales = ['en', 'hi'] as const
export type Locale = (typeof locales)[number]

export const defaultLocale: Locale = 'en'

/** The cookie that keeps a person's choice of language; signing in writes the account's language into it. */
export const localeCookie = 'locale'
export const localeCookieMaxAgeSeconds = 365 * 24 * 60 * 60

/** Each language in its own words: never translated, so that everybody finds their own. */
export const localeNames: Record<Locale, string> = { en: 'English', hi: 'हिन्दी' }

export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)

/**
 * The language for one request: the cookie's, else the best match of an Accept-Language header, else English.
 * Takes both raw values as they came; never throws on a malformed one.
 */
export function chooseLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie
  return (
    weighed(acceptLanguage ?? '')
      .map((tag) => tag.split('-')[0])
      .find(isLocale) ?? defaultLocale
  )
}

/** `hi-IN,hi;q=0.9,en;q=0.8` → tags, most wanted first; a tag of weight 0 is refused by the reader and left out. */
function weighed(header: string): string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().toLowerCase().split(';')
      const weight = params.map((param) => param.trim()).find((param) => param.startsWith('q='))
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight.slice(2)) || 0 }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}
