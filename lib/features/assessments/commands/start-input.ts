import { and, eq, sql } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { intakes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { ofVersion, termsInSql } from '@/lib/features/partners/queries/terms'
import type { StartInput } from '@/lib/providers/assessments/contract'
import { addressesOf } from './addresses'
import type { AttemptRow } from './attempt-row'
import { listOtherSittings } from './own-sitting'

/** What the provider is told: who, which test, where to tell us, and every sitting of this person that is not this one. */
export async function startInputOf(
  attempt: AttemptRow,
  provider: string,
  origin: string,
): Promise<StartInput> {
  const { partnerId, connectionId, applicationId, attemptNo } = attempt
  const others = await listOtherSittings(attempt)
  const [intake] = await database()
    .select({ availableUntil })
    .from(applications)
    .innerJoin(
      intakes,
      and(eq(intakes.partnerId, applications.partnerId), eq(intakes.id, applications.intakeId)),
    )
    .leftJoin(intakeVersions, ofVersion)
    .where(and(eq(applications.partnerId, partnerId), eq(applications.id, applicationId)))
  const before = others.find(
    (other) =>
      other.connectionId === connectionId &&
      other.applicationId === applicationId &&
      other.attemptNo === attemptNo - 1,
  )
  return {
    attemptId: attempt.id,
    attemptNo,
    candidate: { fullName: attempt.fullName, email: attempt.email, mobileE164: attempt.mobile },
    externalId: attempt.externalId,
    memo: attempt.memo,
    testId: attempt.testId,
    extraTimePercent: attempt.extraTimePercent,
    ...addressesOf(attempt, provider, origin),
    retakeOf: before?.externalId ?? null,
    knownExternalIds: others.flatMap(({ externalId }) =>
      externalId && externalId !== attempt.externalId ? [externalId] : [],
    ),
    availableUntil: intake?.availableUntil ?? null,
  }
}

/** Whoever has submitted may sit it after closing, until the terms say so. */
const availableUntil = sql<Date>`greatest(${termsInSql.closesAt}, ${termsInSql.assessmentUntil})`.mapWith(
  intakes.closesAt,
)
