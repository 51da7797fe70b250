import { decisionKinds } from '@/lib/domain/decisions/decision'
import { previewLetter } from '@/lib/features/decisions/commands/make-letter'
import { sampleFacts } from '@/lib/features/decisions/queries/letters'
import { noFile, pdfAnswer } from '@/lib/platform/attachment'
import { findStaff } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'

/** A letter as it would look now, for an invented applicant: the draft where there is one. `?kind=` says which, else an admission's. */
export async function GET(request: Request) {
  const asked = new URL(request.url).searchParams.get('kind')
  const kind = decisionKinds.find((one) => one === asked) ?? 'admit'
  const staff = await findStaff('decisions.read')
  if (!staff.ok) return noFile(staff.refusal.code, '/staff/decisions/letters')
  const sample = await sampleFacts(staff.value, kind)
  if (!sample) return noFile('not_found', '')
  const pdf = await previewLetter(sample, staff.value.locale, await currentTime())
  return pdfAnswer(pdf, `${kind}.pdf`, { inline: true })
}
