'use client'

import { useTranslations } from 'next-intl'
import { type MouseEvent, startTransition, useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { type Option, Select } from '@/components/ui/select'
import { TextInput } from '@/components/ui/text-input'
import { listConnectionTests } from '@/lib/features/partners/actions'
import type { CatalogueTest } from '@/lib/providers/assessments/contract'

export type FetchedTests = {
  tests: CatalogueTest[] | null
  hasFailed: boolean
  isPending: boolean
  /** What stood in the form when the list was asked for without script; null otherwise. */
  typed: Record<string, string> | null
  fetchTests: (form: FormData) => void
  /** With script: asks without sending the form, so that nothing typed is touched. */
  onPress: (event: MouseEvent<HTMLButtonElement>) => void
}

/** The provider's list of tests, asked for by a press inside the form that needs it. */
export function useFetchedTests(): FetchedTests {
  const [result, fetchTests, isPending] = useActionState(listConnectionTests, null)
  const [hasScript, setHasScript] = useState(false)
  const answer = result?.ok ? result.value : null
  return {
    tests: answer?.tests ?? null,
    hasFailed: result !== null && answer?.tests == null,
    isPending,
    typed: hasScript ? null : result?.ok ? result.value.typed : (result?.typed ?? null),
    fetchTests,
    onPress: (event) => {
      event.preventDefault()
      const { form } = event.currentTarget
      if (!form || isPending) return
      setHasScript(true)
      startTransition(() => fetchTests(new FormData(form)))
    },
  }
}

/** Names a test: chosen from the provider's list once that has been fetched, typed otherwise. */
export function TestPicker({
  name,
  label,
  hint,
  error,
  value,
  emptyLabel,
  optional,
  hasCatalogue,
  fetched,
}: {
  name: string
  label: string
  hint: string
  error?: string
  value: string
  emptyLabel?: string
  optional?: boolean
  hasCatalogue: boolean
  fetched: FetchedTests
}) {
  const t = useTranslations('connections.picker')
  const { tests, hasFailed, isPending } = fetched
  const question = { name, label, hint, error, optional }
  return (
    <div className="flex flex-col gap-2">
      {tests && tests.length > 0 ? (
        <TestSelect {...{ question, value, tests, emptyLabel }} />
      ) : (
        <TextInput {...question} defaultValue={value} autoComplete="off" spellCheck={false} width="half" />
      )}
      {hasCatalogue ? (
        <div className="flex flex-col items-start gap-1">
          <Button
            type="submit"
            look="secondary"
            size="dense"
            formAction={fetched.fetchTests}
            formNoValidate
            onClick={fetched.onPress}
            aria-disabled={isPending || undefined}
          >
            {t(isPending ? 'pending' : 'fetch')}
          </Button>
          <p role="status" className="text-sm text-muted">
            {tests ? t('found', { count: tests.length }) : t(hasFailed ? 'failed' : 'lead')}
          </p>
        </div>
      ) : (
        <p className="text-sm text-muted">{t('no_catalogue')}</p>
      )}
    </div>
  )
}

function TestSelect({
  question,
  value,
  tests,
  emptyLabel,
}: {
  question: { name: string; label: string; hint: string; error?: string; optional?: boolean }
  value: string
  tests: CatalogueTest[]
  emptyLabel?: string
}) {
  const t = useTranslations('connections.picker')
  const options: Option[] = tests.map(({ id, name, minutes, isActive }) => ({
    value: id,
    label: isActive
      ? minutes === null
        ? t('entry', { id, name })
        : t('entry_minutes', { id, name, minutes })
      : t('entry_inactive', { id, name }),
  }))
  const isKept = value !== '' && !tests.some(({ id }) => id === value)
  return (
    <Select
      {...question}
      defaultValue={value}
      placeholder={emptyLabel ?? t('choose')}
      options={isKept ? [{ value, label: t('entry_kept', { id: value }) }, ...options] : options}
    />
  )
}
