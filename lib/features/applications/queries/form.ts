import { cache } from 'react'
import { database } from '@/db/client'
import { mergeAnswers } from '@/lib/domain/applications/merge'
import { mayChangePreferences, mayEditForm, maySubmit } from '@/lib/domain/journeys/journey'
import type { Refusal } from '@/lib/domain/shared/result'
import { readerLocale } from '@/lib/features/partners/queries'
import { type OfferedProgramme, listOffered } from '@/lib/features/partners/queries/terms'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type FormPage, formPages } from '../schema'
import { getOwnJourney } from './home'
import { answersOf, readForm } from './kept-form'
import { findParkedForm } from './parked-form'

/** What registration has asked: shown in the form, never asked again. */
export type RegisteredView = { fullName: string; dateOfBirth: string; email: string; mobile: string }

export type FormPageView = {
  number: string
  page: FormPage
  intakeName: string
  /** Null while it may be changed, else why not. */
  readOnly: Refusal | null
  isSubmitted: boolean
  /** What the fields show, and what the next save compares them with. */
  shown: Record<string, string>
  base: Record<string, string>
  /** What was typed with an expired session stands in the fields again. */
  isUnparked: boolean
  savedAt: Date | null
  registered: RegisteredView
  /** The programmes of the intake, by id. */
  programmes: { id: string; name: string }[]
  /** The preferences come from a chosen recommendation and have not been confirmed here yet. */
  isPrefilled: boolean
}

/** One page of the form of one's own application. */
export const getFormPage = cache(
  async (applicant: Applicant, number: string, page: FormPage): Promise<FormPageView> => {
    const [locale, journey] = await Promise.all([readerLocale(), getOwnJourney(applicant, number)])
    const { application, intake, definition, facts } = journey
    const [form, offered, parked] = await Promise.all([
      readForm(database(), application),
      listOffered(database(), application),
      findParkedForm(applicant, number, page),
    ])
    const may = (page === 'preferences' ? mayChangePreferences : mayEditForm)(definition, facts)
    const row = form.pages.get(page)
    const stored = answersOf(form, page)
    return {
      number: application.number,
      page,
      intakeName: intake.name[locale],
      readOnly: may.ok ? null : may.refusal,
      isSubmitted: application.submittedAt !== null,
      shown: may.ok && parked ? mergeAnswers({ ...parked, stored }).answers : stored,
      base: parked?.base ?? stored,
      isUnparked: may.ok && parked !== null,
      savedAt: row?.savedAt ?? null,
      registered: registeredOf(journey.applicant),
      programmes: namesIn(locale, offered),
      isPrefilled: page === 'preferences' && !row && form.preferences.length > 0,
    }
  },
)

export type CheckView = {
  number: string
  intakeName: string
  closesAt: Date
  submittedAt: Date | null
  pages: { page: FormPage; answers: Record<string, string>; isComplete: boolean; mayChange: boolean }[]
  registered: RegisteredView
  programmes: { id: string; name: string }[]
  /** Null when it may be submitted now, else why not yet, or not any more. */
  obstacle: Refusal | null
}

/** Every answer of one's own application, and whether it may be submitted. */
export const getCheck = cache(async (applicant: Applicant, number: string): Promise<CheckView> => {
  const [locale, journey] = await Promise.all([readerLocale(), getOwnJourney(applicant, number)])
  const { application, intake, definition, facts, completePages } = journey
  const [form, offered] = await Promise.all([
    readForm(database(), application),
    listOffered(database(), application),
  ])
  const may = maySubmit(definition, facts)
  const mayEdit = mayEditForm(definition, facts).ok
  const mayReorder = mayChangePreferences(definition, facts).ok
  return {
    number: application.number,
    intakeName: intake.name[locale],
    closesAt: intake.closesAt,
    submittedAt: application.submittedAt,
    pages: formPages.map((page) => ({
      page,
      answers: answersOf(form, page),
      isComplete: completePages.includes(page),
      mayChange: page === 'preferences' ? mayReorder : mayEdit,
    })),
    registered: registeredOf(journey.applicant),
    programmes: namesIn(locale, offered),
    obstacle: may.ok ? null : may.refusal,
  }
})

const registeredOf = ({ fullName, dateOfBirth, email, mobile }: RegisteredView): RegisteredView => ({
  fullName,
  dateOfBirth,
  email,
  mobile,
})

const namesIn = (locale: 'en' | 'hi', offered: OfferedProgramme[]) =>
  offered.map(({ id, name }) => ({ id, name: name[locale] }))
