import { FlaskConical } from 'lucide-react'
import { useTranslations } from 'next-intl'

/** The strip that nobody may miss: this portal plays. */
export function SandboxBanner() {
  const t = useTranslations('layout')
  return (
    <aside
      aria-label={t('sandbox_label')}
      className="flex items-center justify-center gap-2 bg-warn px-4 py-2 text-sm font-semibold text-surface"
    >
      <FlaskConical aria-hidden className="size-4 shrink-0" />
      {t('sandbox')}
    </aside>
  )
}
