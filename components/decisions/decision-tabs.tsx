import { useTranslations } from 'next-intl'
import { TabLinks } from '@/components/ui/tab-links'

/** The places of the decisions section. */
export function DecisionTabs({ current }: { current: 'board' | 'releases' | 'letters' }) {
  const t = useTranslations('decisions.tabs')
  return (
    <TabLinks
      label={t('label')}
      tabs={[
        { href: '/staff/decisions', label: t('board'), current: current === 'board' },
        { href: '/staff/decisions/releases', label: t('releases'), current: current === 'releases' },
        { href: '/staff/decisions/letters', label: t('letters'), current: current === 'letters' },
      ]}
    />
  )
}
