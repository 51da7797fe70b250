import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { documents } from '@/db/schema/reviews'
import { documentEnding } from '@/lib/domain/reviews/document-type'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Applicant, Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { openFile } from '@/lib/platform/files'
import { isBlindHere } from './blind-here'

export type OpenDocument = {
  name: string
  contentType: string
  bytes: number
  body: ReadableStream<Uint8Array>
}

/** Opens an uploaded document for staff, and notes who took it. A reviewer of a blind stage does not get it. */
export async function openDocument(
  ctx: Ctx<Staff<'applications.read'>>,
  { id }: { id: string },
): Promise<Result<OpenDocument>> {
  const document = await find(ctx.actor.partnerId, id)
  if (!document) return refuse('not_found')
  if (await isBlindHere(database(), ctx.actor, document.applicationId))
    return refuse('hidden_in_blind_stage', { waitsFor: 'staff' })
  const opened = await open(document)
  if (!opened.ok) return opened
  return transaction(async (tx) => {
    await recordEvent(tx, ctx, 'document.downloaded', {
      applicationId: document.applicationId,
      detail: { documentId: id },
    })
    return opened
  })
}

/** Opens a document that the applicant has uploaded themselves; anybody else's is not found. */
export async function openOwnDocument(
  ctx: Ctx<Applicant>,
  { id }: { id: string },
): Promise<Result<OpenDocument>> {
  const document = await find(ctx.actor.partnerId, id, ctx.actor.accountId)
  return document ? open(document) : refuse('not_found')
}

type DocumentRow = typeof documents.$inferSelect

async function find(partnerId: string, id: string, applicantId?: string): Promise<DocumentRow | null> {
  const [found] = await database()
    .select({ document: documents })
    .from(documents)
    .innerJoin(
      applications,
      and(eq(applications.partnerId, documents.partnerId), eq(applications.id, documents.applicationId)),
    )
    .where(
      and(
        eq(documents.partnerId, partnerId),
        eq(documents.id, id),
        applicantId ? eq(applications.applicantId, applicantId) : undefined,
      ),
    )
  return found?.document ?? null
}

async function open({ name, contentType, sha256, bytes }: DocumentRow): Promise<Result<OpenDocument>> {
  const body = await openFile({ sha256, bytes })
  if (!body) return refuse('not_found')
  return ok({ name: `${name}.${documentEnding[contentType]}`, contentType, bytes, body })
}
