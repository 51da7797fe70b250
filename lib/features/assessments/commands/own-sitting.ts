import { and, eq, isNull, ne, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { type Tx, database } from '@/db/client'
import { attempts } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import type { Ctx } from '@/lib/platform/context'
import { ProviderError } from '@/lib/platform/provider-error'
import type { AttemptRow } from './attempt-row'

type Person = Pick<AttemptRow, 'partnerId' | 'connectionId' | 'email' | 'id'>

const own = alias(connections, 'own')
const theirs = alias(connections, 'theirs')

/**
 * Every other attempt of this person at the same provider, whichever of the partner's connections led there: two of them
 * may share one account.
 */
export const listOtherSittings = ({ partnerId, connectionId, email, id }: Person) =>
  database()
    .select({
      externalId: attempts.externalId,
      connectionId: attempts.connectionId,
      applicationId: attempts.applicationId,
      attemptNo: attempts.attemptNo,
    })
    .from(attempts)
    .innerJoin(theirs, and(eq(theirs.partnerId, attempts.partnerId), eq(theirs.id, attempts.connectionId)))
    .innerJoin(own, and(eq(own.partnerId, attempts.partnerId), eq(own.provider, theirs.provider)))
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(own.id, connectionId),
        eq(attempts.email, email),
        ne(attempts.id, id),
      ),
    )

/** Their ids at the provider: an answer that names one of them is not about this attempt. */
export async function listKnownIds(row: Person & Pick<AttemptRow, 'externalId'>): Promise<string[]> {
  const others = await listOtherSittings(row)
  return others.flatMap(({ externalId }) => (externalId && externalId !== row.externalId ? [externalId] : []))
}

/**
 * Takes a sitting for this attempt and no other, however many clicks get the same one at once. An earlier attempt of the
 * same application that held it is frozen; one of another application keeps it, at another partner with the same account
 * too (nothing of that partner is read but that it is so).
 * @throws ProviderError('conflict') when it is taken
 */
export async function claimSitting(tx: Tx, ctx: Ctx, row: AttemptRow, externalId: string): Promise<void> {
  const { partnerId, connectionId, applicationId, email, id } = row
  const key = `sitting ${email} ${externalId}`
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`)
  const address = (of: typeof own | typeof theirs) => sql`${of.settings} ->> 'baseUrl'`
  const [taken] = await tx
    .select({ id: attempts.id })
    .from(attempts)
    .innerJoin(theirs, and(eq(theirs.partnerId, attempts.partnerId), eq(theirs.id, attempts.connectionId)))
    .innerJoin(own, and(eq(own.partnerId, partnerId), eq(own.id, connectionId)))
    .where(
      and(
        eq(attempts.externalId, externalId),
        eq(attempts.email, email),
        ne(attempts.applicationId, applicationId),
        eq(theirs.provider, own.provider),
        or(eq(attempts.partnerId, partnerId), sql`${address(theirs)} is not distinct from ${address(own)}`),
      ),
    )
    .limit(1)
  if (taken) throw new ProviderError('conflict', { message: 'this sitting is that of another application' })
  await tx
    .update(attempts)
    .set({ frozenAt: ctx.now, nextAskAt: null })
    .where(
      and(
        eq(attempts.partnerId, partnerId),
        eq(attempts.applicationId, applicationId),
        eq(attempts.connectionId, connectionId),
        eq(attempts.externalId, externalId),
        ne(attempts.id, id),
        isNull(attempts.frozenAt),
      ),
    )
}
