'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useActionState, useEffect } from 'react'
import type { ButtonLook } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import type { FormAction } from '@/lib/platform/action'

/** One declared action behind one button, with what it needs in hidden fields. A refusal stands above the button. */
export function OneButtonForm<T>({
  action,
  fields,
  pendingLabel,
  look,
  children,
}: {
  action: FormAction<T>
  fields: Record<string, string>
  pendingLabel?: string
  children: ReactNode
} & Pick<ButtonLook, 'look'>) {
  const t = useTranslations('refusals')
  const router = useRouter()
  const [result, submit] = useActionState(action, null)
  const refusal = result?.ok === false ? result.refusal : null
  useEffect(() => {
    // What was refused may already stand on the page in other words: when the provider was last asked, for one.
    if (refusal) router.refresh()
  }, [refusal, router])
  return (
    <form action={submit} className="flex flex-col items-start gap-3">
      {refusal && (
        <Notice tone="warn" live="alert">
          <p>{t(refusal.code, refusal.params)}</p>
        </Notice>
      )}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton look={look} pendingLabel={pendingLabel}>
        {children}
      </SubmitButton>
    </form>
  )
}
