import { type SQL, and, eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '@/db/client'
import { applicationPages, applications, preferences } from '@/db/schema/applications'
import { intakes, type programmes } from '@/db/schema/partners'
import { intakeVersions } from '@/db/schema/versions'
import { type FeeSubject, type IntakeTerms, feeFor } from '@/lib/domain/partners/terms'

type Intake = typeof intakes.$inferSelect

/**
 * The terms that hold for one application: its intake's row with what the application's own version says instead.
 * `content` is null where an application hangs on no version: then the row itself counts. The fee is the one asked of this
 * applicant. The rule set is the row's always: which rules recommend is advice, no promise.
 */
export function termsOf(intake: Intake, content: IntakeTerms | null, subject: FeeSubject): Intake {
  if (!content) return { ...intake, feePaise: feeFor(intake, subject) }
  return {
    ...intake,
    name: content.name,
    opensAt: new Date(content.opensAt),
    closesAt: new Date(content.closesAt),
    assessmentUntil: content.assessmentUntil === null ? null : new Date(content.assessmentUntil),
    journey: content.journey,
    feePaise: feeFor(content, subject),
    feeRules: content.feeRules,
    refundPolicy: content.refundPolicy,
    assessmentConnectionId: content.assessmentConnectionId,
    assessmentTestId: content.assessmentTestId,
    attemptsAllowed: content.attemptsAllowed,
    countingAttempt: content.countingAttempt,
    paymentConnectionId: content.paymentConnectionId,
  }
}

/** Joins an application's version: `.leftJoin(intakeVersions, ofVersion)`. */
export const ofVersion = and(
  eq(intakeVersions.partnerId, applications.partnerId),
  eq(intakeVersions.id, applications.intakeVersionId),
)

const content = intakeVersions.content

/**
 * The same terms for SQL, of a query that joins applications, intakes and (left) intake_versions by `ofVersion`:
 * what the version says, else what the intake's row says.
 */
export const termsInSql = {
  opensAt: sql<Date>`coalesce((${content} ->> 'opensAt')::timestamptz, ${intakes.opensAt})`,
  closesAt: sql<Date>`coalesce((${content} ->> 'closesAt')::timestamptz, ${intakes.closesAt})`,
  /** Null: no end. */
  assessmentUntil: sql<Date | null>`case when ${content} is null then ${intakes.assessmentUntil} else (${content} ->> 'assessmentUntil')::timestamptz end`,
  /** A JSON array of step kinds. */
  steps: sql<
    string[]
  >`coalesce(${content}, jsonb_build_object('journey', ${intakes.journey})) -> 'journey' -> 'steps'`,
  feeRules: sql`case when ${content} is null then ${intakes.feeRules} else ${content} -> 'feeRules' end`,
  countingAttempt: sql<
    Intake['countingAttempt']
  >`coalesce(${content} ->> 'countingAttempt', ${intakes.countingAttempt})`,
  paymentConnectionId: sql<
    string | null
  >`case when ${content} is null then ${intakes.paymentConnectionId} else (${content} ->> 'paymentConnectionId')::uuid end`,
  assessmentConnectionId: sql<
    string | null
  >`case when ${content} is null then ${intakes.assessmentConnectionId} else (${content} ->> 'assessmentConnectionId')::uuid end`,
}

/** What of an application decides its fee. */
export const feeSubjectInSql = {
  programmeId: sql<string | null>`(select ${preferences.programmeId} from ${preferences}
    where ${preferences.partnerId} = ${applications.partnerId} and ${preferences.applicationId} = ${applications.id}
    order by ${preferences.position} limit 1)`,
  category: sql<string | null>`(select ${applicationPages.answers} ->> 'category' from ${applicationPages}
    where ${applicationPages.partnerId} = ${applications.partnerId} and ${applicationPages.applicationId} = ${applications.id}
      and ${applicationPages.page} = 'personal')`,
}

/** `feeFor` in SQL: the fee in paise that is asked of an application, 0 for none. */
export const feeInSql: SQL<number> = sql<number>`coalesce(
  (select (rule.line ->> 'paise')::int from jsonb_array_elements(${termsInSql.feeRules}) with ordinality as rule(line, place)
    where rule.line ->> 'value' = case rule.line ->> 'by' when 'programme' then ${feeSubjectInSql.programmeId}::text
      else ${feeSubjectInSql.category} end
    order by rule.place limit 1),
  case when ${content} is null then ${intakes.feePaise} else (${content} ->> 'feePaise')::int end, 0)`

/** An application, or an intake before there is one, as `listOffered` asks for it. */
type Offering = { partnerId: string; intakeId: string; intakeVersionId: string | null; id?: string }
export type OfferedProgramme = Pick<typeof programmes.$inferSelect, 'id' | 'code' | 'name'>

/**
 * The programmes that an application may ask for, in the order of its terms. A retired programme is left out, unless
 * this application asks for it already.
 */
export async function listOffered(
  db: Db | Tx,
  { partnerId, intakeId, intakeVersionId, id = undefined }: Offering,
): Promise<OfferedProgramme[]> {
  const rows = await db.execute<OfferedProgramme>(sql`
    select p.id, p.code, p.name from (
      select o.id::uuid as id, o.place from intake_versions v, jsonb_array_elements_text(v.content -> 'programmeIds') with ordinality as o(id, place)
        where v.partner_id = ${partnerId} and v.id = ${intakeVersionId}
      union all
      select programme_id, position from intake_programmes
        where partner_id = ${partnerId} and intake_id = ${intakeId} and ${intakeVersionId}::uuid is null) as offered
    join programmes p on p.partner_id = ${partnerId} and p.id = offered.id
    where p.retired_at is null or exists (select 1 from preferences held
      where held.partner_id = ${partnerId} and held.application_id = ${id ?? null}::uuid and held.programme_id = p.id)
    order by offered.place`)
  return [...rows]
}
