import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applicationPages, preferences } from '@/db/schema/applications'
import { mergeAnswers } from '@/lib/domain/applications/merge'
import { mayChangePreferences, mayEditForm } from '@/lib/domain/journeys/journey'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type LoadedJourney, loadJourney } from '../queries'
import { type KeptForm, answersOf, checkAnswers, offeredOnly, readForm } from '../queries/kept-form'
import { parkedFormName } from '../queries/parked-form'
import { type FormPage, type TypedPage, formPages, preferencesFrom } from '../schema'
import { dropParkedForm } from './park-form'

export type SavedPage = {
  savedAt: Date
  /** What is kept of the page now, other tabs' changes included. */
  answers: Record<string, string>
  /** Fields that another tab had changed meanwhile and this save replaced. */
  overwritten: string[]
}

/**
 * Continue: keeps what was typed, merged field by field with what other tabs saved, then checks the page and says where
 * to go on. Refuses `invalid_input` with its fields when something is missing or wrong; what was typed is kept all the
 * same, except that an application already submitted keeps its last complete preferences.
 */
export async function savePage(
  ctx: Ctx<Applicant>,
  input: TypedPage,
): Promise<Result<SavedPage & { goTo: string }>> {
  const kept = await transaction((tx) => keepPage(tx, ctx, input, input.leaves ? 'as_typed' : 'checked'))
  if (!kept.ok) return kept
  const { errors, isSubmitted, ...saved } = kept.value
  if (errors && !input.leaves) {
    return refuse('invalid_input', { fields: errors, params: { overwritten: saved.overwritten.length } })
  }
  return ok({ ...saved, goTo: wayOn(input, saved.overwritten.length > 0, isSubmitted) })
}

/** Keeps a page as it is being typed, complete or not. Never refuses for what it holds. */
export async function autosavePage(ctx: Ctx<Applicant>, input: TypedPage): Promise<Result<SavedPage>> {
  const kept = await transaction((tx) => keepPage(tx, ctx, input, 'as_typed'))
  if (!kept.ok) return kept
  const { savedAt, answers, overwritten } = kept.value
  return ok({ savedAt, answers, overwritten })
}

/** The page after this one; where another tab's answer was replaced, it says so there. */
function wayOn(
  { number, page, returnsToCheck, leaves }: TypedPage,
  hasOverwritten: boolean,
  isSubmitted: boolean,
): string {
  const home = `/applications/${number}`
  const next = returnsToCheck ? undefined : formPages[formPages.indexOf(page) + 1]
  const path = leaves || isSubmitted ? home : `${home}/form/${next ?? 'check'}`
  const query = new URLSearchParams({
    ...(isSubmitted && { saved: page }),
    ...(hasOverwritten && { overwritten: page }),
  })
  return query.size > 0 ? `${path}?${query}` : path
}

type Kept = SavedPage & { isSubmitted: boolean; errors: Record<string, string> | null }

async function keepPage(
  tx: Tx,
  ctx: Ctx<Applicant>,
  input: TypedPage,
  how: 'checked' | 'as_typed',
): Promise<Result<Kept>> {
  const { page, number } = input
  const { partnerId, accountId } = ctx.actor
  const journey = await loadJourney(
    tx,
    partnerId,
    { number },
    { applicantId: accountId, lock: true, now: ctx.now },
  )
  if (!journey) return refuse('not_found')
  const may = (page === 'preferences' ? mayChangePreferences : mayEditForm)(journey.definition, journey.facts)
  if (!may.ok) return may

  const form = await readForm(tx, journey.application)
  const stored = answersOf(form, page)
  const {
    answers: merged,
    changed,
    overwritten,
  } = mergeAnswers({ base: input.base, typed: input.typed, stored })
  const checked = checkAnswers(form, page, merged)
  const isSubmitted = journey.application.submittedAt !== null
  if (isSubmitted && !checked.ok) return refuse('invalid_input', { fields: checked.errors })

  // Continue completes a page; a pause in typing only keeps complete what still is.
  const before = form.pages.get(page)
  const completedAt = checked.ok ? (before?.completedAt ?? (how === 'checked' ? ctx.now : null)) : null
  const answers = checked.ok && how === 'checked' ? checked.answers : merged
  // A page that was only looked at is not a page that was begun.
  const isUntouched = how === 'as_typed' && changed.length === 0
  if (!isUntouched) {
    await writePage(tx, journey, page, { answers, completedAt, savedAt: ctx.now })
    if (page === 'preferences') await writePreferences(tx, ctx, journey, form, answers)
  }
  await dropParkedForm(tx, ctx.actor, parkedFormName(journey.application.number, page))
  return ok({
    savedAt: isUntouched ? (before?.savedAt ?? ctx.now) : ctx.now,
    answers,
    overwritten: overwritten.filter((field) => (stored[field] ?? '') !== input.sent[field]),
    isSubmitted,
    errors: checked.ok ? null : checked.errors,
  })
}

type PageRow = { answers: Record<string, string>; completedAt: Date | null; savedAt: Date }

async function writePage(
  tx: Tx,
  { application }: LoadedJourney,
  page: FormPage,
  row: PageRow,
): Promise<void> {
  await tx
    .insert(applicationPages)
    .values({ partnerId: application.partnerId, applicationId: application.id, page, ...row })
    .onConflictDoUpdate({
      target: [applicationPages.partnerId, applicationPages.applicationId, applicationPages.page],
      set: row,
    })
}

/** Replaces the ordered list; after submission the change is an event. */
async function writePreferences(
  tx: Tx,
  ctx: Ctx<Applicant>,
  { application }: LoadedJourney,
  form: KeptForm,
  answers: Record<string, string>,
): Promise<void> {
  const wanted = offeredOnly(form, preferencesFrom(answers))
  if (wanted.join() === form.preferences.join()) return
  const { partnerId, id: applicationId } = application
  await tx
    .delete(preferences)
    .where(and(eq(preferences.partnerId, partnerId), eq(preferences.applicationId, applicationId)))
  if (wanted.length > 0) {
    await tx
      .insert(preferences)
      .values(
        wanted.map((programmeId, place) => ({ partnerId, applicationId, position: place + 1, programmeId })),
      )
  }
  if (!application.submittedAt) return
  await recordEvent(tx, ctx, 'application.preferences_changed', {
    applicationId,
    detail: { programmes: wanted.length },
  })
}
