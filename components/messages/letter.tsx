import { useTranslations } from 'next-intl'
import { FactList } from '@/components/staff/fact-list'
import { mailTone } from '@/components/staff/words'
import { BackLink } from '@/components/ui/back-link'
import { Badge } from '@/components/ui/badge'
import { CopyableId } from '@/components/ui/copyable-id'
import { Instant } from '@/components/ui/instant'
import { Inset } from '@/components/ui/notice'
import { PageTitle } from '@/components/ui/page-title'
import type { SentMailRow } from '@/lib/features/messages/queries'

/** One letter; outside a sandbox its text is its receiver's alone. */
export function Letter({ message }: { message: SentMailRow & { body: string | null } }) {
  const t = useTranslations('staff')
  return (
    <>
      <BackLink href="/staff/mail">{t('mail.title')}</BackLink>
      <PageTitle
        dense
        actions={<Badge tone={mailTone[message.state]}>{t(`mail_state.${message.state}`)}</Badge>}
      >
        <span lang={message.locale}>{message.subject}</span>
      </PageTitle>
      <div className="measure flex flex-col gap-6">
        <FactList
          facts={[
            { key: 'to', label: t('mail.to'), value: <CopyableId value={message.to} label={t('mail.to')} /> },
            { key: 'written', label: t('mail.written'), value: <Instant at={message.createdAt} /> },
            { key: 'sent', label: t('mail.sent'), value: message.sentAt && <Instant at={message.sentAt} /> },
            { key: 'tries', label: t('mail.tries'), value: message.tries },
            { key: 'error', label: t('mail.error'), value: message.lastError },
            {
              key: 'template',
              label: t('mail.template'),
              value: <code className="font-mono">{message.template}</code>,
            },
          ]}
        />
        {message.body === null ? (
          <Inset>{t('mail.body_private')}</Inset>
        ) : (
          <pre
            lang={message.locale}
            tabIndex={0}
            aria-label={t('mail.body')}
            className="rounded border border-line bg-surface-raised p-4 font-sans wrap-anywhere whitespace-pre-wrap"
          >
            {message.body}
          </pre>
        )}
      </div>
    </>
  )
}
