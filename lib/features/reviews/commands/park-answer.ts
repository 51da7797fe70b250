import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { queryItems } from '@/db/schema/reviews'
import type { AnswerQueryInput } from '../schema'
import { findOpenQuery } from './answer-query'

/**
 * Keeps what somebody typed into their answer whose session ran out meanwhile: it stands in the fields when they have
 * signed in again. Only asked fields of their own application, and never sent.
 */
export async function parkAnswer(
  { partnerId, accountId }: { partnerId: string; accountId: string },
  { number, typed }: AnswerQueryInput,
): Promise<void> {
  await database().transaction(async (tx) => {
    const [own] = await tx
      .select({ id: applications.id, state: applications.state })
      .from(applications)
      .where(
        and(
          eq(applications.partnerId, partnerId),
          eq(applications.applicantId, accountId),
          eq(applications.number, number),
        ),
      )
      .for('update')
    const open = own?.state === 'query_raised' ? await findOpenQuery(tx, partnerId, own.id) : null
    for (const { id, field } of open?.items ?? []) {
      const draft = field === null ? undefined : typed[field]
      if (draft === undefined) continue
      await tx
        .update(queryItems)
        .set({ draft })
        .where(and(eq(queryItems.partnerId, partnerId), eq(queryItems.id, id)))
    }
  })
}
