import { and, eq } from 'drizzle-orm'
import { attemptReports, attempts } from '@/db/schema/assessments'
import { type Result, ok, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import { type Ctx, transaction } from '@/lib/platform/context'
import { recordEvent } from '@/lib/platform/events'
import { type KeptFile, keepFile, largestFileBytes } from '@/lib/platform/files'
import { outsideRefusal } from '@/lib/platform/provider-error'
import { takeTry } from '@/lib/platform/rate-limit'
import type { ReportFile } from '@/lib/providers/assessments/contract'
import type { AttemptInput } from '../schema'
import { askProvider, verbOf } from './ask-provider'
import { holdAttempt } from './order-once'
import { holdForStaff } from './staff-facts'

/**
 * Downloads every report of an attempt from its provider and keeps the files with us, so that no link of the provider is
 * ever handed on. Fetching again adds only what is new, and brings back a file that our storage had lost.
 */
export async function fetchReports(
  ctx: Ctx<Staff<'assessments.manage'>>,
  input: AttemptInput,
): Promise<Result<{ files: number }>> {
  const held = await transaction((tx) => holdForStaff(tx, ctx, input, 'fetch_reports'))
  if (!held.ok) return held
  const { row } = held.value
  const { partnerId, id: attemptId, applicationId, attemptNo } = row
  if (!(await takeTry(partnerId, `assessments.reports:${attemptId}`, { tries: 1, seconds: 10 })))
    return refuse('asked_just_now', { waitsFor: 'provider' })
  const asked = await askProvider(ctx, row, 'fetch_reports', (provider, ref, io) =>
    verbOf(provider, 'fetchReports')(ref, io),
  )
  if ('error' in asked) {
    await asked.conclude(`No report (${asked.error.kind}); nothing was changed`)
    return { ok: false, refusal: outsideRefusal(asked.error) }
  }
  const reports = asked.answer
  if (!reports.every(isSoundPdf)) {
    await asked.conclude('What came is no PDF, or larger than we keep; nothing was kept')
    return refuse('outside_unreadable', { waitsFor: 'provider' })
  }
  await asked.conclude(reports.length === 0 ? 'No report yet' : `${reports.length} reports were kept`)
  if (reports.length === 0) return refuse('reports_not_ready', { waitsFor: 'provider' })
  const kept: (KeptFile & { name: string })[] = []
  for (const { name, bytes } of reports) kept.push({ name: plainName(name), ...(await keepFile(bytes)) })
  return transaction(async (tx) => {
    await holdAttempt(tx, row)
    await tx
      .insert(attemptReports)
      .values(
        kept.map((file) => ({
          ...file,
          partnerId,
          attemptId,
          mediaType: 'application/pdf',
          fetchedAt: ctx.now,
        })),
      )
      .onConflictDoNothing()
    await tx
      .update(attempts)
      .set({ hasReports: true })
      .where(and(eq(attempts.partnerId, partnerId), eq(attempts.id, attemptId)))
    await recordEvent(tx, ctx, 'assessment.reports_fetched', {
      applicationId,
      detail: { attemptNo, files: kept.length },
    })
    return ok({ files: kept.length })
  })
}

const isSoundPdf = ({ bytes }: ReportFile): boolean =>
  bytes.byteLength <= largestFileBytes &&
  Buffer.from(bytes.subarray(0, 5)).toString('latin1').startsWith('%PDF-')

/** A name to show and to save under: no path, no control characters, not endless. */
const plainName = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\/:*?"<>|]+/g, '_')
    .trim()
    .slice(0, 150) || 'report.pdf'
