import { randomUUID } from 'node:crypto'
import { recordWatching } from '@/lib/features/assessments/commands/record-watching'
import { findAssessmentState } from '@/lib/features/assessments/queries/applicant'
import { findApplicant } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'

const headers = { 'Cache-Control': 'no-store' }

/** What the waiting page polls: our state of the assessment. Being asked also tells the worker that somebody waits. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/applications/[number]/assessment/state'>,
) {
  const { number } = await params
  const applicant = await findApplicant()
  if (!applicant.ok)
    return new Response(null, { status: applicant.refusal.code === 'signed_out' ? 401 : 403, headers })
  const state = await findAssessmentState(applicant.value, number)
  if (!state) return new Response(null, { status: 404, headers })
  const ctx = {
    actor: applicant.value,
    now: await currentTime(),
    source: 'browser' as const,
    requestId: randomUUID(),
  }
  if (!state.isSettled) await recordWatching(ctx, { number })
  return Response.json(state, { headers })
}
