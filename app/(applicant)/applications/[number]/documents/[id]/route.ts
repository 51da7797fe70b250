import { randomUUID } from 'node:crypto'
import { type Result, refuse } from '@/lib/domain/shared/result'
import { type OpenDocument, openOwnDocument } from '@/lib/features/reviews/commands/open-document'
import { documentInput } from '@/lib/features/reviews/schema'
import { findApplicant } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { fileAnswer, noFileAnswer } from '@/lib/platform/download'
import { log } from '@/lib/platform/log'

/** One's own uploaded document, as a file to save. Anybody else's is not there. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/applications/[number]/documents/[id]'>,
) {
  const { number, id } = await params
  const opened = await open(id).catch((error: unknown) => {
    log.error({ err: error, document: id }, 'opening a document failed')
    return refuse('try_again', { waitsFor: 'staff' })
  })
  return opened.ok
    ? fileAnswer(opened.value)
    : noFileAnswer(opened.refusal, `/applications/${encodeURIComponent(number)}`)
}

async function open(id: string): Promise<Result<OpenDocument>> {
  const applicant = await findApplicant()
  if (!applicant.ok) return applicant
  const input = documentInput.safeParse({ id })
  if (!input.success) return refuse('not_found')
  const now = await currentTime()
  const ctx = { actor: applicant.value, now, source: 'browser' as const, requestId: randomUUID() }
  return openOwnDocument(ctx, input.data)
}
