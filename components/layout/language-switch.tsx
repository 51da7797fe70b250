import { Languages } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { localeNames, locales } from '@/lib/platform/i18n/locales'

/** The other languages, each in its own words. A plain form: it works before and without JavaScript. */
export function LanguageSwitch() {
  const t = useTranslations('layout')
  const current = useLocale()
  return (
    <form action="/language" method="post" aria-label={t('language')} className="flex items-center gap-1">
      {locales
        .filter((locale) => locale !== current)
        .map((locale) => (
          <button
            key={locale}
            name="locale"
            value={locale}
            lang={locale}
            className="inline-flex min-h-11 items-center gap-2 rounded px-2 font-semibold hover:bg-brand-soft"
          >
            <Languages aria-hidden className="size-4" />
            {localeNames[locale]}
          </button>
        ))}
    </form>
  )
}
