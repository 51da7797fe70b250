'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type ReactNode, useActionState, useEffect } from 'react'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/platform/action'

/**
 * One thing that staff do with a press: `fields` are sent along, `children` hold the button and what is typed. A refusal is
 * told above it, `done` after it went well; the page is then read again. Needs the sentences of `refusals`.
 */
export function ActionForm<T>({
  action,
  fields = {},
  done,
  className,
  children,
}: {
  action: FormAction<T>
  fields?: Record<string, string>
  done?: string
  className?: string
  children: ReactNode
}) {
  const t = useTranslations('refusals')
  const router = useRouter()
  const [result, submit] = useActionState(action, null)
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  return (
    <form action={submit} className={className ?? 'flex flex-col items-start gap-2'}>
      {result && !result.ok && (
        <Notice tone="warn" live="alert">
          <p>{t(result.refusal.code, result.refusal.params)}</p>
        </Notice>
      )}
      {result?.ok && done && (
        <Notice tone="good" live="status">
          <p>{done}</p>
        </Notice>
      )}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </form>
  )
}
