'use client'

import { useTranslations } from 'next-intl'
import { DocumentTitle } from '@/components/applicants/document-title'
import { useStaffForm } from '@/components/staff/use-staff-form'
import { ErrorSummary } from '@/components/ui/error-summary'
import { Notice } from '@/components/ui/notice'
import { SubmitButton } from '@/components/ui/submit-button'
import { saveTerms } from '@/lib/features/partners/actions'
import type { SavedTerms } from '@/lib/features/partners/commands/save-terms'
import type { IntakePage } from '@/lib/features/partners/queries/intakes'
import type { ActionResult } from '@/lib/platform/action'
import {
  AssessmentFields,
  DateFields,
  FeeFields,
  JourneyFields,
  NameFields,
  ProgrammeFields,
} from './terms-fields'
import { useFetchedTests } from './test-picker'

/** The terms of an intake in one form: whatever is typed comes back, whatever is refused. Needs no JavaScript. */
export function TermsForm({
  page,
  partnerName,
}: {
  page: Pick<IntakePage, 'typed' | 'revision' | 'missing' | 'names'> & {
    intake: { id: string; code: string }
  }
  partnerName: string
}) {
  const t = useTranslations('admin.terms')
  const form = useStaffForm(saveTerms, 'admin.errors')
  const saved = form.result?.ok && 'revision' in form.result.value ? form.result.value : null
  const fetched = useFetchedTests(form.result?.ok ? form.result.value : null)
  const { typed, revision } = shownOf(page, form.result, fetched.typed)
  const fields = { typed, errorOf: form.errorOf, names: page.names }
  return (
    <form action={form.submit} noValidate className="flex max-w-4xl flex-col gap-6">
      {/* Enter in a field presses the form's first button: it must be the one that saves. */}
      <button type="submit" tabIndex={-1} aria-hidden className="sr-only" />
      <DocumentTitle
        title={t('page_title', { code: page.intake.code })}
        partnerName={partnerName}
        hasError={form.lines.length > 0}
      />
      <ErrorSummary errors={form.lines} />
      {saved && !form.isPending && (
        <Notice tone="good" live="status">
          <p>{saved.version === null ? t('saved_same') : t('saved', { version: saved.version })}</p>
        </Notice>
      )}
      <input type="hidden" name="intakeId" value={page.intake.id} />
      <input type="hidden" name="revision" value={revision} />
      <div key={JSON.stringify(typed)} className="flex flex-col gap-6">
        <NameFields {...fields} />
        <DateFields {...fields} />
        <JourneyFields {...fields} />
        <ProgrammeFields {...fields} />
        <FeeFields {...fields} />
        <AssessmentFields {...fields} fetched={fetched} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton size="dense">{t('save')}</SubmitButton>
        <p className="text-sm text-muted">{t('save_hint')}</p>
      </div>
    </form>
  )
}

type Shown = { typed: Record<string, string>; revision: number }

/** What the form holds: as it came back from the last press, else as it is kept. */
function shownOf(
  page: Pick<IntakePage, 'typed' | 'revision'>,
  result: ActionResult<SavedTerms | object> | null,
  listed: Record<string, string> | null,
): Shown {
  const before = listed ?? (result && !result.ok ? result.typed : null)
  if (before) {
    // Whoever has been told of somebody else's draft presses the next time in knowledge of it.
    const told = result && !result.ok ? result.refusal.params?.revision : undefined
    return {
      typed: before,
      revision: typeof told === 'number' ? told : Number(before.revision ?? page.revision),
    }
  }
  const saved = result?.ok && 'revision' in result.value ? result.value : null
  return saved && saved.revision >= page.revision ? saved : page
}
