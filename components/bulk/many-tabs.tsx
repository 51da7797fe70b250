import { useTranslations } from 'next-intl'
import { TabLinks } from '@/components/ui/tab-links'

const tabs = { bulk: '/staff/bulk', exports: '/staff/exports', imports: '/staff/imports' } as const

/** The three places where staff work with many applications at once. */
export function ManyTabs({ current }: { current: keyof typeof tabs }) {
  const t = useTranslations('bulk.tabs')
  const names = Object.keys(tabs) as (keyof typeof tabs)[]
  return (
    <div className="mb-4">
      <TabLinks
        label={t('label')}
        tabs={names.map((name) => ({ href: tabs[name], label: t(name), current: name === current }))}
      />
    </div>
  )
}
