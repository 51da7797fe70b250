import { and, desc, eq, isNull } from 'drizzle-orm'
import { cache } from 'react'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { documents } from '@/db/schema/reviews'
import { mayAnswerQuery } from '@/lib/domain/journeys/journey'
import type { DocumentState } from '@/lib/domain/reviews/review'
import { getOwnJourney } from '@/lib/features/applications/queries/home'
import { readForm } from '@/lib/features/applications/queries/kept-form'
import type { Applicant } from '@/lib/platform/auth/actors'
import { askedField, findOpenQuery } from '../commands/answer-query'
import { checkAnswer } from './check-answer'

export type OwnDocument = {
  id: string
  name: string
  fileName: string
  bytes: number
  sha256: string
  uploadedAt: Date
  state: DocumentState
  reason: string
  itemId: string | null
}

export type OwnQuery = {
  number: string
  /** Null: nothing is open, or it has been answered. */
  open: {
    question: string
    dueAt: Date
    isLate: boolean
    fields: { page: string; field: string; value: string }[]
    documents: { itemId: string; name: string; given: OwnDocument | null }[]
    /** What would be wrong if it were sent now: complaints by field, keys below `form.errors`. */
    errors: Record<string, string>
  } | null
}

/** What the admissions office asks about one's own application now. Not found when it is somebody else's. */
export const getOwnQuery = cache(async (applicant: Applicant, number: string): Promise<OwnQuery> => {
  const journey = await getOwnJourney(applicant, number)
  const { application, definition, facts } = journey
  if (!mayAnswerQuery(definition, facts).ok) return { number: application.number, open: null }
  const found = await database().transaction((tx) => findOpenQuery(tx, applicant.partnerId, application.id))
  if (!found) return { number: application.number, open: null }
  const [form, given] = await Promise.all([
    readForm(database(), application),
    listOwnDocuments(applicant, number),
  ])
  const fields = found.items.flatMap(askedField)
  return {
    number: application.number,
    open: {
      question: found.query.question,
      dueAt: found.query.dueAt,
      isLate: found.query.dueAt < facts.now,
      fields,
      documents: found.items
        .filter(({ kind }) => kind === 'document')
        .map(({ id, documentName }) => ({
          itemId: id,
          name: documentName ?? '',
          given: given.find(({ itemId }) => itemId === id) ?? null,
        })),
      errors: checkAnswer(form, fields).errors,
    },
  }
})

/** The documents that count of one's own application, newest first. */
export const listOwnDocuments = cache((applicant: Applicant, number: string): Promise<OwnDocument[]> =>
  database()
    .select({
      id: documents.id,
      name: documents.name,
      fileName: documents.fileName,
      bytes: documents.bytes,
      sha256: documents.sha256,
      uploadedAt: documents.uploadedAt,
      state: documents.state,
      reason: documents.reason,
      itemId: documents.queryItemId,
    })
    .from(documents)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, documents.partnerId), eq(applications.id, documents.applicationId)),
    )
    .where(
      and(
        eq(documents.partnerId, applicant.partnerId),
        eq(applications.applicantId, applicant.accountId),
        eq(applications.number, number),
        isNull(documents.replacedAt),
      ),
    )
    .orderBy(desc(documents.uploadedAt), desc(documents.id)),
)
