import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'

/** Nobody needs a telephone to try a sandbox: the code of the authenticator stands here instead. */
export function SandboxStepCode({ code }: { code: string | null }) {
  const t = useTranslations('security.sandbox')
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
