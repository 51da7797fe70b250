import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import type { Tx } from '@/db/client'
import { applicationPages, applications } from '@/db/schema/applications'
import { applicationQueries, documents, queryItems } from '@/db/schema/reviews'
import { moves } from '@/lib/domain/applications/machine'
import { mayAnswerQuery } from '@/lib/domain/journeys/journey'
import { documentTypeOf, largestDocumentBytes } from '@/lib/domain/reviews/document-type'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import { type KeptForm, readForm } from '@/lib/features/applications/queries/kept-form'
import type { Applicant } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type KeptFile, keepFile } from '@/lib/platform/files'
import { type AskedField, checkAnswer } from '../queries/check-answer'
import type { AnswerQueryInput } from '../schema'

type Item = typeof queryItems.$inferSelect
type Upload = {
  item: Item
  fileName: string
  file: KeptFile
  contentType: (typeof documents.$inferInsert)['contentType']
}

export type Answered = { sent: boolean; refusedFiles: Record<string, 'file_type_wrong' | 'file_too_large'> }

/**
 * An applicant's answer to the open question. Everything typed and every good file is kept, also when it cannot be sent
 * yet: then `query_incomplete` names what lacks or is wrong. A field that was not asked for is refused as a whole and
 * changes nothing. Sent, it is the application's answer, and the review goes on.
 */
export async function answerQuery(ctx: Ctx<Applicant>, input: AnswerQueryInput): Promise<Result<Answered>> {
  const kept = await transaction<Answered & { missing: Record<string, string> }>(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const journey = await loadJourney(
      tx,
      partnerId,
      { number: input.number },
      { applicantId: accountId, lock: true, now: ctx.now },
    )
    if (!journey) return refuse('not_found')
    const may = mayAnswerQuery(journey.definition, journey.facts)
    if (!may.ok) return may
    const open = await findOpenQuery(tx, partnerId, journey.application.id)
    if (!open) return refuse('query_closed')
    if (asksForMore(open.items, input)) return refuse('field_not_asked')
    await keepTyped(tx, open.items, input.typed)
    const refusedFiles = await keepFiles(tx, ctx, journey, open.items, input.files)
    const missing = { ...refusedFiles, ...(await whatLacks(tx, journey, open.items)) }
    const sent = input.sends && Object.keys(missing).length === 0
    if (sent) await send(tx, ctx, journey, open)
    return ok({ sent, refusedFiles, missing })
  })
  if (!kept.ok) return kept
  const { sent, refusedFiles, missing } = kept.value
  if (sent || !input.sends) return ok({ sent, refusedFiles })
  return refuse('query_incomplete', { fields: missing })
}

/** The open question of an application with its items in order; null when there is none. */
export async function findOpenQuery(tx: Tx, partnerId: string, applicationId: string) {
  const [query] = await tx
    .select()
    .from(applicationQueries)
    .where(
      and(
        eq(applicationQueries.partnerId, partnerId),
        eq(applicationQueries.applicationId, applicationId),
        eq(applicationQueries.state, 'open'),
      ),
    )
  if (!query) return null
  const items = await tx
    .select()
    .from(queryItems)
    .where(and(eq(queryItems.partnerId, partnerId), eq(queryItems.queryId, query.id)))
    .orderBy(asc(queryItems.position))
  return { query, items }
}

/** Only what the query names may be sent: any other field, and a file for anything else, is somebody's own idea. */
function asksForMore(items: readonly Item[], { typed, files }: AnswerQueryInput): boolean {
  const fields = items.map(({ field }) => field)
  const places = items.filter(({ kind }) => kind === 'document').map(({ id }) => id)
  return (
    Object.keys(typed).some((field) => !fields.includes(field)) ||
    files.some(({ itemId }) => !places.includes(itemId))
  )
}

async function keepTyped(tx: Tx, items: Item[], typed: Record<string, string>) {
  for (const item of items) {
    const draft = item.field === null ? undefined : typed[item.field]
    if (draft === undefined || draft === item.draft) continue
    item.draft = draft
    await tx
      .update(queryItems)
      .set({ draft })
      .where(and(eq(queryItems.partnerId, item.partnerId), eq(queryItems.id, item.id)))
  }
}

async function keepFiles(
  tx: Tx,
  ctx: Ctx<Applicant>,
  { application }: LoadedJourney,
  items: readonly Item[],
  files: AnswerQueryInput['files'],
): Promise<Answered['refusedFiles']> {
  const refused: Answered['refusedFiles'] = {}
  for (const { itemId, fileName, bytes } of files) {
    const item = items.find(({ id }) => id === itemId)
    const contentType = documentTypeOf(bytes)
    if (!item) continue
    if (bytes.byteLength > largestDocumentBytes) refused[`document-${itemId}`] = 'file_too_large'
    else if (!contentType) refused[`document-${itemId}`] = 'file_type_wrong'
    else {
      const file = await keepFile(bytes)
      await keepDocument(tx, ctx, application, { item, fileName, file, contentType })
    }
  }
  return refused
}

async function keepDocument(
  tx: Tx,
  ctx: Ctx<Applicant>,
  { partnerId, id: applicationId }: { partnerId: string; id: string },
  { item, fileName, file, contentType }: Upload,
) {
  await tx
    .update(documents)
    .set({ replacedAt: ctx.now })
    .where(
      and(
        eq(documents.partnerId, partnerId),
        eq(documents.applicationId, applicationId),
        eq(documents.queryItemId, item.id),
        isNull(documents.replacedAt),
      ),
    )
  const [row] = await tx
    .insert(documents)
    .values({
      partnerId,
      applicationId,
      queryItemId: item.id,
      name: item.documentName ?? '',
      fileName: fileName.slice(0, 200),
      contentType,
      sha256: file.sha256,
      bytes: file.bytes,
      uploadedBy: ctx.actor.accountId,
      uploadedAt: ctx.now,
    })
    .returning({ id: documents.id })
  await recordEvent(tx, ctx, 'document.uploaded', {
    applicationId,
    detail: { documentId: row?.id ?? null, bytes: file.bytes },
  })
}

/** Complaints by field (keys below `form.errors`) and by `document-<item>` (`document_missing`). */
async function whatLacks(
  tx: Tx,
  { application }: LoadedJourney,
  items: readonly Item[],
): Promise<Record<string, string>> {
  const form = await readForm(tx, application)
  const { errors } = checkAnswer(form, items.flatMap(askedField))
  const given = await tx
    .select({ itemId: documents.queryItemId })
    .from(documents)
    .where(
      and(
        eq(documents.partnerId, application.partnerId),
        eq(documents.applicationId, application.id),
        isNull(documents.replacedAt),
      ),
    )
  const lacking = items.filter(
    ({ id, kind }) => kind === 'document' && !given.some(({ itemId }) => itemId === id),
  )
  return { ...errors, ...Object.fromEntries(lacking.map(({ id }) => [`document-${id}`, 'document_missing'])) }
}

/** What an item asks about a field, as it stands: the draft, or what stood there before. */
export const askedField = ({ page, field, draft, before }: Item): AskedField[] =>
  page !== null && field !== null ? [{ page, field, value: draft ?? before ?? '' }] : []

async function send(
  tx: Tx,
  ctx: Ctx<Applicant>,
  { application }: LoadedJourney,
  { query, items }: { query: typeof applicationQueries.$inferSelect; items: Item[] },
) {
  const form = await readForm(tx, application)
  const { answers } = checkAnswer(form, items.flatMap(askedField))
  await writeAnswers(tx, ctx, application, form, answers)
  for (const item of items) {
    if (item.page === null || item.field === null) continue
    await tx
      .update(queryItems)
      .set({ after: answers.get(item.page)?.[item.field] ?? '' })
      .where(and(eq(queryItems.partnerId, item.partnerId), eq(queryItems.id, item.id)))
  }
  await tx
    .update(applicationQueries)
    .set({ state: 'answered', answeredAt: ctx.now })
    .where(and(eq(applicationQueries.partnerId, query.partnerId), eq(applicationQueries.id, query.id)))
  await tx
    .update(applications)
    .set({ state: moves.answer_query.to, hasOpenQuery: false })
    .where(
      and(
        eq(applications.partnerId, application.partnerId),
        eq(applications.id, application.id),
        inArray(applications.state, [...moves.answer_query.from]),
      ),
    )
  await recordEvent(tx, ctx, 'query.answered', {
    applicationId: application.id,
    detail: { queryId: query.id },
  })
}

/** Only the asked fields of a page are written; whatever else stands there stays. */
async function writeAnswers(
  tx: Tx,
  ctx: Ctx,
  { partnerId, id: applicationId }: { partnerId: string; id: string },
  form: KeptForm,
  answers: Map<string, Record<string, string>>,
) {
  for (const [page, asked] of answers) {
    const row = { answers: { ...form.pages.get(page)?.answers, ...asked }, savedAt: ctx.now }
    await tx
      .insert(applicationPages)
      .values({ partnerId, applicationId, page, completedAt: ctx.now, ...row })
      .onConflictDoUpdate({
        target: [applicationPages.partnerId, applicationPages.applicationId, applicationPages.page],
        set: row,
      })
  }
}
