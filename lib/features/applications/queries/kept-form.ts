import { and, asc, eq } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { applicationPages, preferences } from '@/db/schema/applications'
import { listOffered } from '@/lib/features/partners/queries/terms'
import {
  type CheckedPage,
  type FormPage,
  checkPage,
  preferenceFields,
  preferencesFrom,
  preferencesToAnswers,
} from '../schema'

/** What is kept of one application's form. */
export type KeptForm = {
  pages: Map<string, { answers: Record<string, string>; completedAt: Date | null; savedAt: Date }>
  /** Programme ids, first choice first. */
  preferences: string[]
  /** Ids of the programmes that the intake offers. */
  offered: string[]
}

type Key = { partnerId: string; id: string; intakeId: string; intakeVersionId: string | null }

/** Reads every page of one application, its preferences and what its intake offers. */
export async function readForm(db: Db | Tx, application: Key): Promise<KeptForm> {
  const { partnerId, id } = application
  const pages = await db
    .select()
    .from(applicationPages)
    .where(and(eq(applicationPages.partnerId, partnerId), eq(applicationPages.applicationId, id)))
  const chosen = await db
    .select({ programmeId: preferences.programmeId })
    .from(preferences)
    .where(and(eq(preferences.partnerId, partnerId), eq(preferences.applicationId, id)))
    .orderBy(asc(preferences.position))
  const offered = await listOffered(db, application)
  return {
    pages: new Map(pages.map(({ page, ...row }) => [page, row])),
    preferences: chosen.map(({ programmeId }) => programmeId),
    offered: offered.map((programme) => programme.id),
  }
}

/**
 * What one page holds. Of the preferences the ordered list is the truth, since a chosen recommendation changes it too;
 * the page's own text counts while it says the same, gaps and repeats of a draft included.
 */
export function answersOf(form: KeptForm, page: FormPage): Record<string, string> {
  const answers = form.pages.get(page)?.answers ?? {}
  if (page !== 'preferences') return answers
  const said = offeredOnly(form, preferencesFrom(answers))
  const isSame =
    said.length === form.preferences.length && said.every((id, place) => id === form.preferences[place])
  return isSame ? answers : preferencesToAnswers(form.preferences)
}

/** `checkPage`, and that every preferred programme is one the intake offers. */
export function checkAnswers(form: KeptForm, page: FormPage, answers: Record<string, string>): CheckedPage {
  const checked = checkPage(page, answers)
  if (page !== 'preferences') return checked
  const strangers = preferenceFields.filter(
    (field) => answers[field]?.trim() && !form.offered.includes(answers[field].trim()),
  )
  if (strangers.length === 0) return checked
  const errors = checked.ok ? {} : checked.errors
  return {
    ok: false,
    errors: { ...errors, ...Object.fromEntries(strangers.map((field) => [field, 'preferences.unknown'])) },
  }
}

/** The programmes among `programmeIds` that the intake offers, in their order. */
export const offeredOnly = (form: KeptForm, programmeIds: readonly string[]): string[] =>
  programmeIds.filter((id) => form.offered.includes(id))
