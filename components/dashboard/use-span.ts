import { useTranslations } from 'next-intl'

/** Says a stretch of seconds in its largest fitting unit: `3 days`, `5 hours`, `12 minutes`; a dash for nothing. */
export function useSpan(): (seconds: number | null) => string {
  const t = useTranslations('dashboard.stretches.span')
  return (seconds) => {
    if (seconds === null) return '–'
    if (seconds >= 2 * 86_400) return t('days', { count: Math.round(seconds / 86_400) })
    if (seconds >= 2 * 3600) return t('hours', { count: Math.round(seconds / 3600) })
    return t('minutes', { count: Math.max(1, Math.round(seconds / 60)) })
  }
}
