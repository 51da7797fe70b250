import { useTranslations } from 'next-intl'

/** A long job: how many of how many, as a bar and in figures. `label` names the job. */
export function Progress({ done, total, label }: { done: number; total: number; label: string }) {
  const t = useTranslations('ui')
  return (
    <div className="flex items-center gap-3">
      <progress
        aria-label={label}
        value={done}
        max={total}
        className="h-2 flex-1 appearance-none overflow-hidden rounded bg-line [&::-moz-progress-bar]:bg-brand [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-brand"
      />
      <span className="figures text-sm text-muted">{t('progress', { done, total })}</span>
    </div>
  )
}
