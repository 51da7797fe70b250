import { useTranslations } from 'next-intl'

/** Stands in for text that is loading, at the same height: `lines` of about one text line each. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const t = useTranslations('ui')
  return (
    <div role="status" className="flex flex-col gap-3">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} aria-hidden className="h-5 animate-pulse rounded bg-line last:w-2/3" />
      ))}
    </div>
  )
}
