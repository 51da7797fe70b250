import { useLocale, useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import type { PendingCodeView } from '@/lib/features/applicants/queries'
import { instantIn } from '@/lib/platform/i18n/formats'
import { ResendCodeForm } from './resend-code-form'

/** Where the message with the code is, and the way to another one. `here` is this page's own address. */
export function CodeDelivery({ delivery, here }: { delivery: PendingCodeView['delivery']; here: string }) {
  const t = useTranslations('accounts.delivery')
  const locale = useLocale()
  const words =
    delivery.state === 'sent' ? t('sent', { time: instantIn(locale, delivery.at) }) : t(delivery.state)
  return (
    <div className="flex flex-col items-start gap-4">
      <Notice tone={delivery.state === 'failed' ? 'warn' : 'info'}>
        <p>{words}</p>
        {delivery.state === 'queued' && (
          <p>
            <TextLink href={here} prefetch={false}>
              {t('check_again')}
            </TextLink>
          </p>
        )}
      </Notice>
      <ResendCodeForm />
    </div>
  )
}

/** Nobody gets mail from a sandbox: the code stands here instead. */
export function SandboxCode({ code }: { code: string | null }) {
  const t = useTranslations('accounts.sandbox_code')
  if (!code) return null
  return (
    <div className="mb-6">
      <Notice tone="warn" title={t('title')}>
        <p>
          {t.rich('body', {
            digits: code,
            code: (digits) => <code className="figures text-xl font-semibold tracking-widest">{digits}</code>,
          })}
        </p>
      </Notice>
    </div>
  )
}
