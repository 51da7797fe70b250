'use client'

import { unstable_rethrow } from 'next/navigation'
import { useTranslations } from 'next-intl'
import {
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { savePage } from '@/lib/features/applications/actions'
import type { Refusal } from '@/lib/domain/shared/result'
import { Question, type ProgrammeChoice } from './question'
import { SaveState } from './save-state'
import { stamp, useAutosave } from './use-autosave'

export type PageFormProps = {
  number: string
  page: string
  fields: string[]
  shown: Record<string, string>
  base: Record<string, string>
  programmes: ProgrammeChoice[]
  /** Where “Change” on the check page came from. */
  returnsToCheck: boolean
  /** After submission a change counts only when it is sent. */
  isSubmitted: boolean
  titles: { plain: string; error: string }
  /** When the page was last saved, as words. */
  savedAt: string | null
  heading: ReactNode
}

/** One page of questions. Works without JavaScript; with it, what is typed is kept as it is typed. */
export function PageForm(props: PageFormProps) {
  const t = useTranslations('form')
  const form = useRef<HTMLFormElement>(null)
  const [posted, submit] = useActionState(savePage, null)
  const [answered, setAnswered] = useState(posted)
  const address = `/applications/${props.number}/form/${props.page}/autosave`
  const { status, saver, focus } = useAutosave(form, props.fields, address, !props.isSubmitted)
  useFocusFromAddress()
  const result = answered ?? posted
  const refusal = result?.ok === false ? result.refusal : null
  const { errors, lines } = useComplaints(refusal)
  // Without JavaScript the page is drawn anew after every post: it shows what was typed, not what is kept.
  const typed = posted?.ok === false ? posted.typed : {}

  /** Sends the form like the browser would, but keeps it on the screen when nobody answers. */
  function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const { submitter } = event.nativeEvent as SubmitEvent
    const body = new FormData(event.currentTarget, submitter)
    stamp(body, saver.current?.since(), focus.current)
    saver.current?.stop()
    startTransition(async () => {
      const reply = await savePage(null, body).catch((error: unknown) => {
        unstable_rethrow(error)
        return null
      })
      startTransition(() => setAnswered(reply))
      saver.current?.resume(reply === null)
    })
  }

  return (
    <>
      <title>{refusal ? props.titles.error : props.titles.plain}</title>
      <ErrorSummary errors={lines} />
      {props.heading}
      {Number(refusal?.params?.overwritten ?? 0) > 0 && (
        <div className="mb-6">
          <Notice tone="warn">
            <p>{t('overwritten')}</p>
          </Notice>
        </div>
      )}
      <form ref={form} action={submit} onSubmit={send} noValidate className="flex flex-col gap-6">
        <input type="hidden" name="number" value={props.number} />
        <input type="hidden" name="page" value={props.page} />
        <input type="hidden" name="return" value={props.returnsToCheck ? 'check' : ''} />
        <input type="hidden" name="sent" value={typed.sent ?? '{}'} />
        <input type="hidden" name="base" value={typed.base ?? JSON.stringify(props.base)} />
        {props.fields.map((field) => (
          <Question
            key={field}
            field={field}
            value={typed[field] ?? props.shown[field]}
            error={errors[field]}
            programmes={props.programmes}
          />
        ))}
        <SaveState status={status} savedAt={props.savedAt} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton className="max-sm:w-full">{t(props.isSubmitted ? 'save' : 'continue')}</SubmitButton>
          {!props.isSubmitted && (
            <SubmitButton look="secondary" name="leave" value="yes" className="max-sm:w-full">
              {t('leave')}
            </SubmitButton>
          )}
        </div>
      </form>
    </>
  )
}

function useComplaints(refusal: Refusal | null): { errors: Record<string, string>; lines: SummaryLine[] } {
  const sentences = useTranslations()
  return useMemo(() => {
    const fields = Object.entries(refusal?.fields ?? {})
    const errors = Object.fromEntries(fields.map(([field, key]) => [field, sentences(`form.errors.${key}`)]))
    if (refusal && fields.length === 0)
      return { errors, lines: [{ message: sentences(`refusals.${refusal.code}`, refusal.params) }] }
    return { errors, lines: Object.entries(errors).map(([field, message]) => ({ field, message })) }
  }, [refusal, sentences])
}

/** Signing in again leads back to the field that was being typed in. */
function useFocusFromAddress() {
  useEffect(() => {
    const id = decodeURIComponent(window.location.hash.slice(1))
    if (id) document.getElementById(id)?.focus()
  }, [])
}
