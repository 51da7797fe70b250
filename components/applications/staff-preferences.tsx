import { useLocale, useTranslations } from 'next-intl'
import { Panel } from '@/components/staff/panel'
import type { PreferredProgramme } from '@/lib/features/applications/queries/staff-record-parts'

/** What the applicant asks for, first choice first. */
export function StaffPreferences({ preferences }: { preferences: PreferredProgramme[] }) {
  const t = useTranslations('staff.answers')
  const locale = useLocale()
  return (
    <Panel title={t('preferences')}>
      {preferences.length === 0 && <p className="text-sm text-muted">{t('no_preferences')}</p>}
      {preferences.length > 0 && (
        <ol className="list-decimal ps-6 text-sm">
          {preferences.map(({ position, code, name }) => (
            <li key={position}>
              {name[locale]} <span className="text-muted">({code})</span>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  )
}
