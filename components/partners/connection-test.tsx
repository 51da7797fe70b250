'use client'

import { useLocale, useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useActionState, useEffect } from 'react'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { testConnection } from '@/lib/features/partners/actions'
import { instantIn } from '@/lib/platform/i18n/formats'

/** Asks the provider whether the saved settings work, and says in a sentence what came of it. */
export function ConnectionTest({ id, providerLabel }: { id: string; providerLabel: string }) {
  const t = useTranslations('connections.test')
  const refusals = useTranslations('refusals')
  const locale = useLocale()
  const router = useRouter()
  const [result, submit] = useActionState(testConnection, null)
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  return (
    <form action={submit} className="flex flex-col items-start gap-3">
      <p className="measure text-sm text-muted">{t('lead')}</p>
      <input type="hidden" name="connectionId" value={id} />
      <SubmitButton look="secondary" size="dense" pendingLabel={t('pending')}>
        {t('button')}
      </SubmitButton>
      {result?.ok && (
        <Notice tone={result.value.outcome === 'answered' ? 'good' : 'bad'} live="status">
          <p>{t(`outcome.${result.value.outcome}`, { label: providerLabel })}</p>
          {result.value.outcome !== 'incomplete' && (
            <p className="figures text-sm">
              {t('took', { at: instantIn(locale, result.value.at), ms: result.value.durationMs })}
            </p>
          )}
        </Notice>
      )}
      {result && !result.ok && (
        <Notice tone="warn" live="alert">
          <p>{refusals(result.refusal.code, result.refusal.params)}</p>
        </Notice>
      )}
    </form>
  )
}
