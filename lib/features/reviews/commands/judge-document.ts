import { and, eq } from 'drizzle-orm'
import { accounts } from '@/db/schema/accounts'
import { applications } from '@/db/schema/applications'
import { documents } from '@/db/schema/reviews'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { writeMessage } from '@/lib/features/messages/commands'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import type { JudgeDocumentInput } from '../schema'
import { isBlindHere } from './blind-here'

/**
 * Says where an uploaded document stands: under verification, verified, or rejected with a reason that the applicant is
 * told by e-mail. A document that a newer file has replaced is not judged any more.
 */
export const judgeDocument = (
  ctx: Ctx<Staff<'applications.query'>>,
  { documentId, verdict, reason }: JudgeDocumentInput,
): Promise<Result<void>> =>
  transaction(async (tx) => {
    const { partnerId, accountId } = ctx.actor
    const where = and(eq(documents.partnerId, partnerId), eq(documents.id, documentId))
    const [document] = await tx.select().from(documents).where(where).for('update')
    if (!document) return refuse('not_found')
    if (await isBlindHere(tx, ctx.actor, document.applicationId))
      return refuse('hidden_in_blind_stage', { waitsFor: 'staff' })
    if (document.replacedAt) return refuse('document_replaced')
    const said = verdict === 'rejected' ? reason : ''
    if (document.state === verdict && document.reason === said) return ok()
    await tx
      .update(documents)
      .set({ state: verdict, reason: said, judgedBy: accountId, judgedAt: ctx.now })
      .where(where)
    await recordEvent(tx, ctx, 'document.judged', {
      applicationId: document.applicationId,
      detail: { documentId, state: verdict },
    })
    if (verdict !== 'rejected') return ok()
    const [person] = await tx
      .select({ email: accounts.email, locale: accounts.locale, number: applications.number })
      .from(applications)
      .innerJoin(
        accounts,
        and(eq(accounts.partnerId, applications.partnerId), eq(accounts.id, applications.applicantId)),
      )
      .where(and(eq(applications.partnerId, partnerId), eq(applications.id, document.applicationId)))
    if (!person) return ok()
    await writeMessage(tx, ctx, {
      template: 'document_rejected',
      to: person.email,
      locale: person.locale,
      params: { applicationNumber: person.number, document: document.name, reason: said },
      applicationId: document.applicationId,
      dedupeKey: `document_rejected:${documentId}:${ctx.now.getTime()}`,
    })
    return ok()
  })
