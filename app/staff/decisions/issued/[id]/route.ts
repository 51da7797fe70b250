import { openLetter } from '@/lib/features/decisions/commands/make-letter'
import { findLetter } from '@/lib/features/decisions/queries/letters'
import { noFile, pdfAnswer } from '@/lib/platform/attachment'
import { findStaff } from '@/lib/platform/auth/current'

/** One issued letter, for staff of its partner; a revoked one too, since it is kept. */
export async function GET(_request: Request, { params }: RouteContext<'/staff/decisions/issued/[id]'>) {
  const { id } = await params
  const staff = await findStaff('decisions.read')
  if (!staff.ok) return noFile(staff.refusal.code, `/staff/decisions/issued/${id}`)
  const letter = await findLetter(staff.value, id)
  if (!letter) return noFile('not_found', '')
  return pdfAnswer(await openLetter(letter), `${letter.number}.pdf`)
}
