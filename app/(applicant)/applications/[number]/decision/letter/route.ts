import { openLetter } from '@/lib/features/decisions/commands/make-letter'
import { findOwnLetter } from '@/lib/features/decisions/queries/letters'
import { noFile, pdfAnswer } from '@/lib/platform/attachment'
import { findApplicant } from '@/lib/platform/auth/current'

/** The letter of the decision that holds, for its applicant alone. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/applications/[number]/decision/letter'>,
) {
  const { number } = await params
  const applicant = await findApplicant()
  if (!applicant.ok) return noFile(applicant.refusal.code, `/applications/${number}/decision`)
  const letter = await findOwnLetter(applicant.value, number)
  if (!letter) return noFile('not_found', '')
  return pdfAnswer(await openLetter(letter), `${letter.number}.pdf`)
}
