import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ButtonLink } from '@/components/ui/button'
import { TextLink } from '@/components/ui/text-link'
import type { PartnerView } from '@/lib/features/partners/queries'
import { LanguageSwitch } from './language-switch'
import { PartnerMark } from './partner-mark'
import { SandboxBanner } from './sandbox-banner'
import { SkipLink } from './skip-link'

/**
 * The frame of every public and applicant page. `account` is the account menu of whoever is signed in; a visitor gets
 * the sign-in button instead.
 */
export function ApplicantFrame({
  partner,
  account,
  children,
}: {
  partner: PartnerView
  account?: ReactNode
  children: ReactNode
}) {
  const t = useTranslations('layout')
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      {partner.isSandbox && <SandboxBanner />}
      <header className="border-b border-line bg-surface-raised print-hidden">
        <div className="mx-auto flex max-w-5xl items-center justify-between gap-2 px-4 py-2">
          <PartnerMark name={partner.name} href="/" />
          <div className="flex shrink-0 items-center gap-1">
            <LanguageSwitch />
            {account ?? (
              <ButtonLink look="secondary" href="/sign-in" className="px-3! whitespace-nowrap">
                {t('sign_in')}
              </ButtonLink>
            )}
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto w-full max-w-5xl flex-1 px-4 py-6 outline-none sm:py-10"
      >
        {children}
      </main>
      <ApplicantFooter partner={partner} />
    </div>
  )
}

function ApplicantFooter({ partner }: { partner: PartnerView }) {
  const t = useTranslations('layout')
  return (
    <footer className="border-t border-line bg-surface-raised print-hidden">
      <div className="mx-auto grid max-w-5xl gap-x-8 gap-y-6 px-4 py-8 sm:grid-cols-3">
        <FooterPart title={t('help')}>
          <p>{t('help_body')}</p>
          <MailLink address={partner.supportEmail} />
        </FooterPart>
        <FooterPart title={t('grievance')}>
          <p>{t('grievance_body')}</p>
          <p className="wrap-anywhere">{partner.grievanceOfficer}</p>
        </FooterPart>
        <nav aria-label={t('footer')} className="flex flex-col items-start gap-2">
          <TextLink href="/programmes">{t('programmes')}</TextLink>
          <TextLink href="/notices/privacy">{t('privacy')}</TextLink>
        </nav>
      </div>
    </footer>
  )
}

function FooterPart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col items-start gap-1 text-muted">
      <h2 className="text-base text-ink">{title}</h2>
      {children}
    </section>
  )
}

function MailLink({ address }: { address: string }) {
  return (
    <a href={`mailto:${address}`} className="text-brand underline underline-offset-3 wrap-anywhere">
      {address}
    </a>
  )
}
