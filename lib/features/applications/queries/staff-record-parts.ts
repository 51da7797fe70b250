import { and, asc, desc, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { accounts } from '@/db/schema/accounts'
import { applicationPages, preferences } from '@/db/schema/applications'
import { events } from '@/db/schema/events'
import { type Localised, programmes } from '@/db/schema/partners'
import type { Staff } from '@/lib/platform/auth/actors'
import { type FormPage, fieldsOf, formPages } from '../schema'

/** One event as staff read it: all of it, with the person's name. */
export type AuditRow = {
  id: string
  name: string
  at: Date
  actorKind: 'applicant' | 'staff' | 'system' | 'provider' | 'gateway' | 'visitor'
  actorName: string | null
  source: string
  detail: Record<string, string | number | boolean | null>
}

export type AnsweredPage = {
  page: FormPage
  isComplete: boolean
  savedAt: Date | null
  answers: { field: string; value: string }[]
}

export type PreferredProgramme = { position: number; code: string; name: Localised }

type Reader = Staff<'applications.read'>

/** The programmes that one application asks for, first choice first. */
export const listPreferences = (staff: Reader, applicationId: string): Promise<PreferredProgramme[]> =>
  database()
    .select({ position: preferences.position, code: programmes.code, name: programmes.name })
    .from(preferences)
    .innerJoin(
      programmes,
      and(eq(programmes.partnerId, preferences.partnerId), eq(programmes.id, preferences.programmeId)),
    )
    .where(and(eq(preferences.partnerId, staff.partnerId), eq(preferences.applicationId, applicationId)))
    .orderBy(asc(preferences.position))

/** Every page of one application's form in order, with its answers; programmes stand in `listPreferences`. */
export async function listAnsweredPages(staff: Reader, applicationId: string): Promise<AnsweredPage[]> {
  const rows = await database()
    .select()
    .from(applicationPages)
    .where(
      and(eq(applicationPages.partnerId, staff.partnerId), eq(applicationPages.applicationId, applicationId)),
    )
  const kept = new Map(rows.map((row) => [row.page, row]))
  return formPages
    .filter((page) => page !== 'preferences')
    .map((page) => {
      const row = kept.get(page)
      const answers = fieldsOf(page).map((field) => ({ field, value: row?.answers[field] ?? '' }))
      return { page, isComplete: Boolean(row?.completedAt), savedAt: row?.savedAt ?? null, answers }
    })
}

const mostEvents = 300

/** What happened to one application, newest first; the last three hundred events. */
export const listRecordEvents = (staff: Reader, applicationId: string): Promise<AuditRow[]> =>
  database()
    .select({
      id: events.id,
      name: events.name,
      at: events.at,
      actorKind: events.actorKind,
      actorName: accounts.fullName,
      source: events.source,
      detail: events.detail,
    })
    .from(events)
    .leftJoin(accounts, and(eq(accounts.partnerId, events.partnerId), eq(accounts.id, events.actorId)))
    .where(and(eq(events.partnerId, staff.partnerId), eq(events.applicationId, applicationId)))
    .orderBy(desc(events.at), desc(events.id))
    .limit(mostEvents)
