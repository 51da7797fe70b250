import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import type { Verdict } from '@/lib/domain/bulk/run'
import { ok } from '@/lib/domain/shared/result'
import { defineKind } from './kinds/kind'

/** Levers of the kind that tests use: what its next application meets. */
export const levers = {
  /** Called before each application is changed; a promise that never ends is a worker that died. */
  before: async (_number: string): Promise<void> => {},
  /** Called after the change, before it is noted. */
  after: async (_number: string): Promise<void> => {},
}

/**
 * For database tests of the engine: adds one to `review_score`, so that whatever is done twice shows. An application with a
 * score is so already, a withdrawn one is refused. Unlike a command of a feature it does not protect itself.
 */
export const countingKind = defineKind({
  permission: 'applications.review',
  input: z.object({ reason: z.string({ error: 'required' }).min(1, 'required') }),
  pace: { atOnce: 2, leaseSeconds: 60 },
  judge: async ({ partnerId }, _input, ids) => {
    const rows = await database()
      .select({ id: applications.id, state: applications.state, score: applications.reviewScore })
      .from(applications)
      .where(and(eq(applications.partnerId, partnerId), inArray(applications.id, ids)))
    return new Map<string, Verdict>(
      rows.map(({ id, state, score }) => {
        if (state === 'withdrawn') return [id, { kind: 'refused', code: 'application_over' }]
        return [id, { kind: score === null ? 'change' : 'already' }]
      }),
    )
  },
  act: async ({ actor }, _input, { id, number }) => {
    await levers.before(number)
    await database()
      .update(applications)
      .set({ reviewScore: sql`coalesce(${applications.reviewScore}, 0) + 1` })
      .where(and(eq(applications.partnerId, actor.partnerId), eq(applications.id, id)))
    await levers.after(number)
    return ok('done')
  },
})
