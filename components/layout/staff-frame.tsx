import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import type { PartnerView } from '@/lib/features/partners/queries'
import { LanguageSwitch } from './language-switch'
import { PartnerMark } from './partner-mark'
import { SandboxBanner } from './sandbox-banner'
import { SkipLink } from './skip-link'
import { StaffSidebar, type StaffSection } from './staff-sidebar'

/**
 * The frame of the partner's console. `sections` in the order given; `locked` says why one of them does not open for this
 * member of staff. `account` is their account menu, `tools` sits beside it (search, check now).
 */
export function StaffFrame({
  partner,
  sections,
  locked = {},
  account,
  tools,
  children,
}: {
  partner: PartnerView
  sections: readonly StaffSection[]
  locked?: Partial<Record<StaffSection, string>>
  account: ReactNode
  tools?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('layout')
  const labelled = sections.map((section) => ({
    section,
    label: t(`section.${section}`),
    lockedBecause: locked[section],
  }))
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {partner.isSandbox && <SandboxBanner />}
      <header className="flex items-center justify-between gap-2 border-b border-line bg-surface-raised px-4 py-1">
        <PartnerMark name={partner.name} href="/staff" />
        <div className="flex shrink-0 items-center gap-2 max-sm:gap-0">
          {tools}
          <LanguageSwitch />
          {account}
        </div>
      </header>
      <div className="flex flex-1 flex-col md:flex-row">
        <StaffSidebar
          sections={labelled}
          words={{ label: t('sections'), narrow: t('sidebar_narrow'), wide: t('sidebar_wide') }}
        />
        <main id="main" tabIndex={-1} className="min-w-0 flex-1 px-4 py-5 outline-none lg:px-6">
          {children}
        </main>
      </div>
    </div>
  )
}
