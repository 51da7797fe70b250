'use client'

import { useTranslations } from 'next-intl'
import { type MouseEvent, startTransition, useActionState } from 'react'
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
  /** With script: asks apart from the form, so that nothing typed is touched. */
  onPress: (event: MouseEvent<HTMLButtonElement>) => void
}

type Listed = { tests: CatalogueTest[] | null; typed: Record<string, string> }

/**
 * The provider's list of tests, asked for by a press inside the form that needs it. `answer` is what that form's own action
 * said: without script the press sends the form, and the list comes back by it.
 */
export function useFetchedTests(answer: unknown): FetchedTests {
  const [result, fetchTests, isPending] = useActionState(listConnectionTests, null)
  const byForm = isListed(answer) ? answer : null
  const listed = result?.ok ? result.value : byForm
  return {
    tests: listed?.tests ?? null,
    hasFailed: (result !== null || byForm !== null) && listed?.tests == null,
    isPending,
    typed: byForm?.typed ?? null,
    onPress: (event) => {
      event.preventDefault()
      const { form } = event.currentTarget
      if (form && !isPending) startTransition(() => fetchTests(new FormData(form)))
    },
  }
}

const isListed = (answer: unknown): answer is Listed =>
  typeof answer === 'object' && answer !== null && 'tests' in answer && 'typed' in answer

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
            name="do"
            value="list_tests"
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
