import { randomUUID } from 'node:crypto'
import type { RefusalCode } from '@/lib/domain/shared/refusals'
import { type Result, refuse } from '@/lib/domain/shared/result'
import { launchAssessment } from '@/lib/features/assessments/commands/launch'
import { applicationInput } from '@/lib/features/assessments/schema'
import { findApplicant } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { takeTry } from '@/lib/platform/rate-limit'
import { isSameOrigin, requestOrigin } from '@/lib/platform/request'

/** The click: mints one start link and sends this new tab there. POST only, so that nothing that merely looks can mint. */
export async function POST(
  request: Request,
  { params }: RouteContext<'/applications/[number]/assessment/launch'>,
) {
  const parsed = applicationInput.safeParse(await params)
  if (!parsed.success) return new Response(null, { status: 404 })
  const page = `/applications/${encodeURIComponent(parsed.data.number)}/assessment`
  const hasConsented = await readConsent(request)
  const launched = await launch(parsed.data.number, hasConsented).catch((error: unknown) => {
    log.error({ err: error }, 'launch failed')
    return refuse('try_again', { waitsFor: 'staff' })
  })
  if (launched.ok) return goTo(launched.value.url)
  return goTo(refusedAt(page, launched.refusal.code))
}

async function launch(number: string, hasConsented: boolean): Promise<Result<{ url: string }>> {
  if (!(await isSameOrigin())) return refuse('came_from_elsewhere')
  const applicant = await findApplicant()
  if (!applicant.ok) return applicant
  const { partnerId, accountId } = applicant.value
  if (!(await takeTry(partnerId, `assessments.launch:${accountId}`, { tries: 20, seconds: 60 })))
    return refuse('too_many_tries')
  const ctx = {
    actor: applicant.value,
    now: await currentTime(),
    source: 'browser' as const,
    requestId: randomUUID(),
  }
  return launchAssessment(ctx, { number, origin: await requestOrigin(), hasConsented })
}

/** The box under our own notice, where there is one; a body that is no form holds no consent. */
const readConsent = async (request: Request): Promise<boolean> =>
  (await request.formData().catch(() => null))?.get('consent') === 'yes'

const refusedAt = (page: string, code: RefusalCode) =>
  code === 'signed_out' ? `/sign-in?next=${encodeURIComponent(page)}` : `${page}?refused=${code}`

/** The link must reach nobody else: no cache keeps it, no address is passed on. */
const goTo = (location: string) =>
  new Response(null, {
    status: 303,
    headers: { Location: location, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' },
  })
