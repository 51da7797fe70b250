import { randomUUID } from 'node:crypto'
import { largestDocumentBytes } from '@/lib/domain/reviews/document-type'
import { type Result, refuse } from '@/lib/domain/shared/result'
import { type Answered, answerQuery } from '@/lib/features/reviews/commands/answer-query'
import { parkAnswer } from '@/lib/features/reviews/commands/park-answer'
import { type AnswerQueryInput, mostDocumentsAsked, readAnswerForm } from '@/lib/features/reviews/schema'
import { findApplicant, findShutOut } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { takeTry } from '@/lib/platform/rate-limit'
import { isSameOrigin } from '@/lib/platform/request'

/** Room for every file and for the texts beside them. */
const mostBytes = (largestDocumentBytes + 1_000_000) * mostDocumentsAsked

/**
 * Answers and files of a query arrive here as a plain form, so that they do without JavaScript. The page is then drawn
 * anew and says what became of them: everything typed is kept on our side, so the address needs to carry none of it.
 */
export async function POST(
  request: Request,
  { params }: RouteContext<'/applications/[number]/query/answer'>,
) {
  const { number } = await params
  const page = `/applications/${encodeURIComponent(number)}/query`
  const answered = await answer(request, number).catch((error: unknown) => {
    log.error({ err: error }, 'answering a query failed')
    return refuse('try_again', { waitsFor: 'staff' })
  })
  if (answered.ok) {
    const files = Object.entries(answered.value.refusedFiles).map(
      ([field, code]) => `${field.replace('document-', '')}.${code}`,
    )
    const said = answered.value.sent ? 'sent=yes' : files.length > 0 ? `files=${files.join(',')}` : 'kept=yes'
    return seeOther(`${page}?${said}`)
  }
  const { code, fields } = answered.refusal
  if (code === 'signed_out') return seeOther(`/sign-in?next=${encodeURIComponent(page)}`)
  if (code !== 'query_incomplete') return seeOther(`${page}?refused=${code}`)
  const files = Object.entries(fields ?? {}).flatMap(([field, complaint]) =>
    complaint.startsWith('file_') ? [`${field.replace('document-', '')}.${complaint}`] : [],
  )
  return seeOther(`${page}?checked=yes${files.length > 0 ? `&files=${files.join(',')}` : ''}`)
}

async function answer(request: Request, number: string): Promise<Result<Answered>> {
  if (!(await isSameOrigin())) return refuse('came_from_elsewhere')
  const applicant = await findApplicant()
  const owner = applicant.ok || applicant.refusal.code === 'not_allowed' ? null : await findShutOut()
  if (!applicant.ok && !owner) return applicant
  if (Number(request.headers.get('content-length') ?? 0) > mostBytes) return refuse('file_too_large')
  const input: AnswerQueryInput = { number, ...(await readAnswerForm(await request.formData())) }
  if (!applicant.ok) {
    if (owner) await parkAnswer(owner, input)
    return applicant
  }
  const { partnerId, accountId } = applicant.value
  if (!(await takeTry(partnerId, `answer_query:${accountId}`, { tries: 30, seconds: 60 })))
    return refuse('too_many_tries')
  const now = await currentTime()
  return answerQuery({ actor: applicant.value, now, source: 'browser', requestId: randomUUID() }, input)
}

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
