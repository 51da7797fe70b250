import { randomUUID } from 'node:crypto'
import { type Result, refuse } from '@/lib/domain/shared/result'
import { type OpenDocument, openDocument } from '@/lib/features/reviews/commands/open-document'
import { documentInput } from '@/lib/features/reviews/schema'
import { findStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { fileAnswer, noFileAnswer } from '@/lib/platform/download'
import { log } from '@/lib/platform/log'

/** A document that an applicant has uploaded, as a file to save. Who may have it is the command's question. */
export async function GET(_request: Request, { params }: RouteContext<'/staff/review/documents/[id]'>) {
  const input = documentInput.safeParse(await params)
  if (!input.success) return noFileAnswer({ code: 'not_found' }, '')
  const { id } = input.data
  const opened = await open(id).catch((error: unknown) => {
    log.error({ err: error, document: id }, 'opening a document failed')
    return refuse('try_again', { waitsFor: 'staff' })
  })
  return opened.ok ? fileAnswer(opened.value) : noFileAnswer(opened.refusal, `/staff/review/documents/${id}`)
}

async function open(id: string): Promise<Result<OpenDocument>> {
  const staff = await findStaff('applications.read')
  if (!staff.ok) return staff
  const now = await currentTime()
  return openDocument({ actor: staff.value, now, source: 'browser', requestId: randomUUID() }, { id })
}
