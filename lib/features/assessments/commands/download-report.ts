import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { applications } from '@/db/schema/applications'
import { attemptReports, attempts } from '@/db/schema/assessments'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import { hidesPersonFrom } from '@/lib/features/applications/queries/blind'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { openFile } from '@/lib/platform/files'
import type { ReportInput } from '../schema'

export type OpenReport = { name: string; mediaType: string; bytes: number; body: ReadableStream<Uint8Array> }

/** Opens one kept report of this partner for reading, and notes who took it. */
export async function downloadReport(
  ctx: Ctx<Staff<'reports.read'>>,
  { id }: ReportInput,
): Promise<Result<OpenReport>> {
  const { partnerId } = ctx.actor
  const [found] = await database()
    .select({
      report: attemptReports,
      applicationId: attempts.applicationId,
      attemptNo: attempts.attemptNo,
      isHidden: hidesPersonFrom(ctx.actor),
    })
    .from(attemptReports)
    .innerJoin(
      attempts,
      and(eq(attempts.partnerId, attemptReports.partnerId), eq(attempts.id, attemptReports.attemptId)),
    )
    .innerJoin(
      applications,
      and(eq(applications.partnerId, attempts.partnerId), eq(applications.id, attempts.applicationId)),
    )
    .where(and(eq(attemptReports.partnerId, partnerId), eq(attemptReports.id, id)))
  if (!found) return refuse('not_found')
  // A provider's report carries the name of whoever sat the test.
  if (found.isHidden) return refuse('hidden_in_blind_stage', { waitsFor: 'staff' })
  const { report, applicationId, attemptNo } = found
  const body = await openFile(report)
  if (!body) return refuse('report_missing', { waitsFor: 'staff' })
  return transaction(async (tx) => {
    await recordEvent(tx, ctx, 'report.downloaded', {
      applicationId,
      detail: { attemptNo, reportId: report.id },
    })
    const { name, mediaType, bytes } = report
    return ok({ name, mediaType, bytes, body })
  })
}
