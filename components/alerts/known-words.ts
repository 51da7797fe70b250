import { useLocale, useTranslations } from 'next-intl'
import { instantIn } from '@/lib/platform/i18n/formats'

/** Says what was known of a thing before and after it was asked about: the name of each fact, and its state in words. */
export function useKnownWords(): {
  name: (name: string) => string
  value: (name: string, value: string | null) => string
} {
  const t = useTranslations('alerts.known')
  const locale = useLocale()
  return {
    name: (name) => (t.has(name) ? t(name) : name),
    value: (name, value) => {
      if (value === null) return '–'
      if (name.endsWith('_at') || name.endsWith('_until')) return instantIn(locale, new Date(value))
      return t.has(`word.${value}`) ? t(`word.${value}`) : value
    },
  }
}
