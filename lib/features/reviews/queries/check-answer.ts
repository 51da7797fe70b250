import { type KeptForm, checkAnswers } from '@/lib/features/applications/queries/kept-form'
import { isFormPage } from '@/lib/features/applications/schema'

/** A field that is asked about again, and what is to stand in it. */
export type AskedField = { page: string; field: string; value: string }

/**
 * Checks answers to a query page by page, each together with what stands on its page. `errors`: complaints by asked field;
 * one that a new answer causes in a field that nobody may change stands at the first asked field of its page. `answers`:
 * the asked fields alone, in their kept form.
 */
export function checkAnswer(
  form: KeptForm,
  asked: readonly AskedField[],
): { errors: Record<string, string>; answers: Map<string, Record<string, string>> } {
  const errors: Record<string, string> = {}
  const answers = new Map<string, Record<string, string>>()
  for (const page of new Set(asked.map((one) => one.page))) {
    if (!isFormPage(page)) continue
    const own = asked.filter((one) => one.page === page)
    const stored = form.pages.get(page)?.answers ?? {}
    const typed = { ...stored, ...Object.fromEntries(own.map(({ field, value }) => [field, value])) }
    const checked = checkAnswers(form, page, typed)
    const was = checkAnswers(form, page, stored)
    if (!checked.ok) {
      for (const [field, complaint] of Object.entries(checked.errors)) {
        const isAsked = own.some((one) => one.field === field)
        const isOld = !was.ok && field in was.errors
        const at = isAsked ? field : isOld ? null : own[0]?.field
        if (at) errors[at] ??= complaint
      }
    }
    const kept: Record<string, string> = checked.ok ? checked.answers : typed
    answers.set(page, Object.fromEntries(own.map(({ field, value }) => [field, kept[field] ?? value])))
  }
  return { errors, answers }
}
