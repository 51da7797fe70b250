'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useActionState, useEffect, useMemo } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { ErrorSummary, type SummaryLine } from '@/components/ui/error-summary'
import { SubmitButton } from '@/components/ui/submit-button'
import { submitApplication } from '@/lib/features/applications/actions'

/** The declaration and Submit below the answers. Works without JavaScript. */
export function SubmitForm({
  number,
  intakeName,
  declaration,
  titles,
  heading,
  closesAt,
  children,
}: {
  number: string
  intakeName: string
  /** Names of the boxes to tick. */
  declaration: readonly string[]
  titles: { plain: string; error: string }
  heading: ReactNode
  /** Until when, in words. */
  closesAt: string
  children: ReactNode
}) {
  const t = useTranslations()
  const router = useRouter()
  const [result, submit] = useActionState(submitApplication, null)
  const refusal = result?.ok === false ? result.refusal : null
  const ticked = result?.ok === false ? result.typed : {}
  const complaints = refusal?.fields ?? {}
  const lines = useMemo<SummaryLine[]>(() => {
    if (!refusal) return []
    const fields = Object.entries(refusal.fields ?? {})
    if (fields.length > 0) return fields.map(([field, key]) => ({ field, message: t(`form.errors.${key}`) }))
    return [{ message: t(`refusals.${refusal.code}`, refusal.params) }]
  }, [refusal, t])
  useEffect(() => {
    // Submitted in another tab, closed meanwhile, a page become incomplete: the answers above show it now.
    if (refusal && !refusal.fields) router.refresh()
  }, [refusal, router])
  return (
    <>
      <title>{refusal ? titles.error : titles.plain}</title>
      <ErrorSummary errors={lines} />
      {heading}
      {children}
      <form action={submit} noValidate className="mt-10 flex flex-col gap-6">
        <input type="hidden" name="number" value={number} />
        <div className="flex flex-col gap-2">
          <h2 className="text-xl">{t('applications.check.declaration')}</h2>
          <p>{t('applications.check.declaration_body', { intake: intakeName })}</p>
          <p className="text-muted">{t('applications.check.submit_by', { time: closesAt })}</p>
        </div>
        {declaration.map((field) => (
          <Checkbox
            key={`${field} ${ticked[field] ?? ''}`}
            name={field}
            label={t(`form.fields.${field}.label`)}
            error={complaints[field] && t(`form.errors.${complaints[field]}`)}
            defaultChecked={ticked[field] === 'yes'}
          />
        ))}
        <div>
          <SubmitButton className="max-sm:w-full" pendingLabel={t('applications.check.submitting')}>
            {t('form.submit')}
          </SubmitButton>
        </div>
      </form>
    </>
  )
}
