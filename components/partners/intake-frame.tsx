import { useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/button'
import { PageTitle } from '@/components/ui/page-title'
import { TabLinks } from '@/components/ui/tab-links'
import type { IntakeRow } from '@/lib/features/partners/commands/intake-rows'

export type IntakeTab = 'terms' | 'publish' | 'versions'

/** The home of one intake: its name, whether anybody sees it, and its parts each under an address of its own. */
export function IntakeFrame({
  intake,
  tab,
  children,
}: {
  intake: IntakeRow
  tab: IntakeTab
  children: ReactNode
}) {
  const t = useTranslations('admin.intake')
  const locale = useLocale()
  const home = `/staff/settings/intakes/${intake.id}`
  const tabs = [
    { href: home, label: t('tab.terms'), current: tab === 'terms' },
    { href: `${home}/publish`, label: t('tab.publish'), current: tab === 'publish' },
    { href: `${home}/versions`, label: t('tab.versions'), current: tab === 'versions' },
    { href: `${home}/review`, label: t('tab.review') },
    { href: `${home}/seats`, label: t('tab.seats') },
  ]
  return (
    <>
      <BackLink href="/staff/settings/intakes">{t('back')}</BackLink>
      <PageTitle
        dense
        caption={intake.code}
        actions={
          <ButtonLink href={`/staff/settings/intakes/new?copy=${intake.id}`} look="secondary" size="dense">
            {t('copy')}
          </ButtonLink>
        }
      >
        {intake.name[locale] || intake.code}
      </PageTitle>
      <div className="flex flex-col gap-4">
        {intake.publishedAt === null && (
          <p>
            <Badge tone="neutral">{t('unpublished')}</Badge>
          </p>
        )}
        <TabLinks label={t('tabs')} tabs={tabs} />
        {children}
      </div>
    </>
  )
}
