import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { database } from '@/db/client'
import { attempts, launches } from '@/db/schema/assessments'
import type { Verdict } from '@/lib/domain/bulk/run'
import { ok } from '@/lib/domain/shared/result'
import { checkNow } from '@/lib/features/assessments/commands/check-now'
import { defineKind } from './kind'

/** An answer as young as this is the answer. Seconds. */
const freshSeconds = 60

/** Asks the provider about the newest attempt of each application, as the last of all who ask. */
export const recheckAssessment = defineKind({
  permission: 'assessments.check',
  input: z.object({}),
  pace: { atOnce: 4, leaseSeconds: 120 },
  judge: async ({ partnerId }, _input, ids, now) => {
    const newest = await listNewestAttempts(partnerId, ids)
    const byApplication = new Map(newest.map((row) => [row.applicationId, row]))
    return new Map(ids.map((id) => [id, verdictOn(byApplication.get(id), now)]))
  },
  act: async (ctx, _input, { number }) => {
    const checked = await checkNow({ ...ctx, calls: { callClass: 'bulk' } }, { number })
    return checked.ok ? ok(checked.value.asked ? 'done' : 'already') : checked
  },
})

type Newest = Awaited<ReturnType<typeof listNewestAttempts>>[number]

function verdictOn(attempt: Newest | undefined, now: Date): Verdict {
  if (!attempt) return { kind: 'refused', code: 'no_attempt_yet' }
  if (attempt.frozenAt) return { kind: 'refused', code: 'attempt_frozen' }
  if (!attempt.isAtProvider) return { kind: 'refused', code: 'nothing_at_provider' }
  const isFresh = attempt.lastAskedAt && now.getTime() - attempt.lastAskedAt.getTime() < freshSeconds * 1000
  return { kind: isFresh ? 'already' : 'change' }
}

const listNewestAttempts = (partnerId: string, ids: string[]) =>
  database()
    .selectDistinctOn([attempts.applicationId], {
      applicationId: attempts.applicationId,
      frozenAt: attempts.frozenAt,
      lastAskedAt: attempts.lastAskedAt,
      isAtProvider: sql<boolean>`(${attempts.launchedAt} is not null or ${attempts.externalId} is not null or exists (
        select 1 from ${launches} where ${launches.partnerId} = ${attempts.partnerId} and ${launches.attemptId} = ${attempts.id}))`,
    })
    .from(attempts)
    .where(and(eq(attempts.partnerId, partnerId), inArray(attempts.applicationId, ids)))
    .orderBy(attempts.applicationId, desc(attempts.attemptNo))
