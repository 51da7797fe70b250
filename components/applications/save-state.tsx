import { Check, CloudOff, LoaderCircle } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { formatIndiaTime } from '@/lib/domain/shared/india-time'
import type { RefusalCode } from '@/lib/domain/shared/refusals'
import { agreePath } from '@/lib/platform/auth/addresses'
import type { SaveStatus } from './autosaver'

/** What is put right in another tab, while the page goes on trying with what was typed. */
const doneBeside: Partial<Record<RefusalCode, { href: string; words: 'sign_in_beside' | 'agree_beside' }>> = {
  signed_out: { href: '/sign-in', words: 'sign_in_beside' },
  notice_not_agreed: { href: agreePath, words: 'agree_beside' },
}

/** Whether what is typed is kept: “Saved 10:42:05”, or that we keep trying. `savedAt`: the last time, before anything is typed. */
export function SaveState({ status, savedAt }: { status: SaveStatus | null; savedAt: string | null }) {
  const t = useTranslations('form')
  const refusals = useTranslations('refusals')
  const beside = status?.kind === 'refused' ? doneBeside[status.refusal.code] : undefined
  return (
    <div aria-live="polite" className="flex min-h-6 flex-col gap-3">
      {status?.kind === 'refused' && (
        <Notice tone="warn">
          <p>{refusals(status.refusal.code, status.refusal.params)}</p>
          {beside && (
            <p>
              <TextLink href={beside.href} target="_blank" rel="noopener">
                {t(beside.words)}
              </TextLink>
            </p>
          )}
        </Notice>
      )}
      {status?.kind === 'saved' && status.elsewhere && (
        <Notice tone="warn">
          <p>{t(status.elsewhere === 'shown' ? 'changed_elsewhere' : 'overwritten')}</p>
        </Notice>
      )}
      <SaveLine status={status} savedAt={savedAt} />
    </div>
  )
}

function SaveLine({ status, savedAt }: { status: SaveStatus | null; savedAt: string | null }) {
  const t = useTranslations('form')
  const line = 'flex items-center gap-2 text-sm text-muted'
  if (status?.kind === 'waiting') {
    return (
      <p className={line}>
        <CloudOff aria-hidden className="size-4 shrink-0 text-warn" />
        {t('not_saved')}
      </p>
    )
  }
  if (status?.kind === 'saving') {
    return (
      <p aria-hidden className={line}>
        <LoaderCircle className="size-4 shrink-0 motion-safe:animate-spin" />
        {t('saving')}
      </p>
    )
  }
  const time = status?.kind === 'saved' ? formatIndiaTime(new Date(status.savedAt)) : savedAt
  if (!time || status?.kind === 'refused') return null
  return (
    <p className={`${line} figures`}>
      <Check aria-hidden className="size-4 shrink-0 text-good" />
      {t('saved_at', { time })}
    </p>
  )
}
