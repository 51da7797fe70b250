import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/button'

/** The way from the settings to the recommendation rules. */
export function RulesLink() {
  const t = useTranslations('rules')
  return (
    <ButtonLink look="secondary" size="dense" href="/staff/settings/recommendations">
      {t('settings_link')}
    </ButtonLink>
  )
}
