import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import type { applications } from '@/db/schema/applications'
import { attempts, launches, staffTasks } from '@/db/schema/assessments'
import { connections } from '@/db/schema/partners'
import { mintingSeconds } from '@/lib/domain/assessments/can'
import {
  type ProviderAbilities,
  type StaffFacts,
  type StaffVerb,
  mayAsStaff,
  namedSections,
} from '@/lib/domain/assessments/can-staff'
import { secondsAfter } from '@/lib/domain/shared/india-time'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { type LoadedJourney, loadJourney } from '@/lib/features/applications/queries'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'
import { findAssessmentProvider } from '@/lib/providers/assessments/registry'
import type { AttemptInput } from '../schema'
import { type AttemptRow, lockAttempt } from './attempt-row'

/** Tasks that stand for an order whose answer never came. */
export const unclearKinds = ['reset_unclear', 'verification_unclear'] as const

export type AttemptOfStaff = { row: AttemptRow; facts: StaffFacts }

/** Every attempt of an application, newest first, with all that decides what staff may do with it. */
export async function listStaffFacts(
  db: Db | Tx,
  { partnerId, id, state }: Pick<typeof applications.$inferSelect, 'partnerId' | 'id' | 'state'>,
  now: Date,
): Promise<AttemptOfStaff[]> {
  const launch = (extra = sql`true`) =>
    sql<boolean>`exists (select 1 from ${launches} where ${launches.partnerId} = ${attempts.partnerId} and ${launches.attemptId} = ${attempts.id} and ${extra})`
  const rows = await db
    .select({
      row: attempts,
      provider: connections.provider,
      wasLaunched: launch(),
      isLaunching: launch(
        and(eq(launches.outcome, 'minting'), gt(launches.clickedAt, secondsAfter(now, -mintingSeconds))),
      ),
    })
    .from(attempts)
    .innerJoin(
      connections,
      and(eq(connections.partnerId, attempts.partnerId), eq(connections.id, attempts.connectionId)),
    )
    .where(and(eq(attempts.partnerId, partnerId), eq(attempts.applicationId, id)))
    .orderBy(desc(attempts.attemptNo))
  const [unclear] = await listUnclear(db, partnerId, id)
  return rows.map(({ row, provider, wasLaunched, isLaunching }, index) => ({
    row,
    facts: {
      progress: row.progress,
      result: row.result,
      isNewest: index === 0,
      isFrozen: row.frozenAt !== null,
      isAtProvider: wasLaunched || row.launchedAt !== null || row.externalId !== null,
      isLaunching,
      verification: row.verification,
      hasUnclearCall: unclear !== undefined,
      hasSections: namedSections(row.scores).length > 0,
      hasReports: row.hasReports,
      application: state,
      provider: findAssessmentProvider(provider)?.capabilities ?? nothing,
    },
  }))
}

const nothing: ProviderAbilities = {
  supportsCancel: false,
  supportsRetake: false,
  supportsSectionReset: false,
  supportsVerification: false,
  reports: 'none',
}

/** Open tasks about orders of this application that were never answered, newest first. */
export const listUnclear = (db: Db | Tx, partnerId: string, applicationId: string) =>
  db
    .select()
    .from(staffTasks)
    .where(
      and(
        eq(staffTasks.partnerId, partnerId),
        eq(staffTasks.applicationId, applicationId),
        inArray(staffTasks.kind, [...unclearKinds]),
        isNull(staffTasks.doneAt),
      ),
    )
    .orderBy(desc(staffTasks.openedAt))

export type HeldAttempt = AttemptOfStaff & { journey: LoadedJourney }

/**
 * Holds the application and then the attempt (every command takes the two in this order) and asks whether staff may do
 * this with it now.
 */
export async function holdForStaff(
  tx: Tx,
  ctx: Ctx<Staff>,
  { number, attemptNo }: AttemptInput,
  verb: StaffVerb,
): Promise<Result<HeldAttempt>> {
  const { partnerId } = ctx.actor
  const journey = await loadJourney(tx, partnerId, { number }, { lock: true, now: ctx.now })
  if (!journey) return refuse('not_found')
  const all = await listStaffFacts(tx, journey.application, ctx.now)
  const wanted = all.find(({ row }) => row.attemptNo === attemptNo)
  if (!wanted) return refuse(all.length === 0 ? 'no_attempt_yet' : 'not_found', { waitsFor: 'staff' })
  const row = await lockAttempt(tx, partnerId, wanted.row.id)
  if (!row) return refuse('not_found')
  const facts = { ...wanted.facts, progress: row.progress, verification: row.verification }
  const allowed = mayAsStaff(verb, facts)
  return allowed.ok ? ok({ journey, row, facts }) : allowed
}
