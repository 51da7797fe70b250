import { and, eq } from 'drizzle-orm'
import { database } from '@/db/client'
import { attemptReports, attempts } from '@/db/schema/assessments'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
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
    .select({ report: attemptReports, applicationId: attempts.applicationId, attemptNo: attempts.attemptNo })
    .from(attemptReports)
    .innerJoin(
      attempts,
      and(eq(attempts.partnerId, attemptReports.partnerId), eq(attempts.id, attemptReports.attemptId)),
    )
    .where(and(eq(attemptReports.partnerId, partnerId), eq(attemptReports.id, id)))
  if (!found) return refuse('not_found')
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
