import { useTranslations } from 'next-intl'
import { CopyableId } from '@/components/ui/copyable-id'
import { RecoveryCodes } from './recovery-codes'

/** An authenticator being set up: the square to scan, the same as letters, and the codes for the day it is lost. */
export function SecondStepSetUp({
  qr,
  secret,
  recoveryCodes,
}: {
  qr: string
  secret: string
  recoveryCodes: string[]
}) {
  const t = useTranslations('security.set_up')
  return (
    <ol className="mb-6 flex list-decimal flex-col gap-6 ps-6">
      <li>
        <p className="mb-3">{t('scan')}</p>
        <div
          role="img"
          aria-label={t('qr')}
          className="mb-3 size-52 rounded border border-line bg-white p-1 [&>svg]:size-full"
          // Drawn by our own server from the secret above; nothing of it comes from a person.
          dangerouslySetInnerHTML={{ __html: qr }}
        />
        <p className="flex flex-wrap items-center gap-2 text-sm">
          {t('by_hand')} <CopyableId value={secret} label={t('secret')} />
        </p>
      </li>
      <li>
        <p className="mb-3">{t('keep')}</p>
        <RecoveryCodes codes={recoveryCodes} />
      </li>
      <li>{t('type')}</li>
    </ol>
  )
}
