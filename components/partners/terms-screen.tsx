import { useTranslations } from 'next-intl'
import { ClientMessages } from '@/components/layout/client-messages'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { IntakePage } from '@/lib/features/partners/queries/intakes'
import { IntakeFrame } from './intake-frame'
import { TermsForm } from './terms-form'

/** The terms of an intake as a draft of its next version. */
export function TermsScreen({ page, partnerName }: { page: IntakePage; partnerName: string }) {
  const t = useTranslations('admin.terms')
  const { intake, published, draft, typed, revision, missing, names } = page
  const publish = `/staff/settings/intakes/${intake.id}/publish`
  return (
    <IntakeFrame intake={intake} tab="terms">
      <Notice tone={draft ? 'warn' : 'info'}>
        <p>
          {draft
            ? published
              ? t('about_draft', { version: draft.version, published: published.version })
              : t('about_first', { version: draft.version })
            : t('about_published', { version: published?.version ?? 0 })}
        </p>
        {draft && (
          <p>
            <TextLink href={publish}>{t('go_publish', { count: Object.keys(missing).length })}</TextLink>
          </p>
        )}
      </Notice>
      <ClientMessages also={['admin', 'connections', 'journey', 'form', 'refusals', 'accounts']}>
        <TermsForm
          page={{ intake: { id: intake.id, code: intake.code }, typed, revision, missing, names }}
          partnerName={partnerName}
        />
      </ClientMessages>
    </IntakeFrame>
  )
}
