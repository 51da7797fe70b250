'use client'

import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { type FormEvent, startTransition, useActionState, useEffect, useMemo } from 'react'
import type { SummaryLine } from '@/components/ui/error-summary'
import type { ActionResult, FormAction } from '@/lib/platform/action'

/**
 * A form of the review: its action, and what was refused in words of `review.errors` and `refusals`. With script nothing
 * that was typed is emptied by sending; without it `typed` holds it.
 */
export function useReviewForm<T>(action: FormAction<T>) {
  const router = useRouter()
  const [result, submit, isPending] = useActionState(action, null)
  useEffect(() => {
    if (result?.ok) router.refresh()
  }, [result, router])
  return {
    result,
    submit,
    isPending,
    isDone: result?.ok ?? false,
    typed: result && !result.ok ? result.typed : null,
    onSubmit: (event: FormEvent<HTMLFormElement>) => {
      const { submitter } = event.nativeEvent as SubmitEvent
      // A button with an action of its own goes its own way.
      if (submitter?.hasAttribute('data-own-action')) return
      event.preventDefault()
      if (isPending) return
      const form = new FormData(event.currentTarget, submitter)
      startTransition(() => submit(form))
    },
    ...useComplaints(result),
  }
}

/** Whole sentences for the fields that were not accepted, and the lines of an error summary. */
export function useComplaints(result: ActionResult | null): {
  errorOf: (field: string) => string | undefined
  lines: SummaryLine[]
} {
  const ofField = useTranslations('review.errors')
  const ofWhole = useTranslations('refusals')
  return useMemo(() => {
    const refusal = result && !result.ok ? result.refusal : null
    const errors = Object.fromEntries(
      Object.entries(refusal?.fields ?? {}).map(([field, key]) => [
        field,
        ofField(ofField.has(key) ? key : 'invalid'),
      ]),
    )
    const lines: SummaryLine[] = Object.entries(errors).map(([field, message]) => ({ field, message }))
    if (refusal && lines.length === 0) lines.push({ message: ofWhole(refusal.code, refusal.params) })
    return { lines, errorOf: (field: string) => errors[field] }
  }, [result, ofField, ofWhole])
}
