import { useTranslations } from 'next-intl'

/** The first stop of the Tab key: straight to `#main`. */
export function SkipLink() {
  const t = useTranslations('layout')
  return (
    <a
      href="#main"
      className="sr-only rounded bg-brand px-4 py-2 font-semibold text-brand-ink focus:not-sr-only focus:fixed focus:start-2 focus:top-2 focus:z-50"
    >
      {t('skip')}
    </a>
  )
}
