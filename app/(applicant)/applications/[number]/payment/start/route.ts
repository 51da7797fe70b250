import { randomUUID } from 'node:crypto'
import { type Result, refuse } from '@/lib/domain/shared/result'
import { startPayment } from '@/lib/features/payments/commands/start-payment'
import { feeInput } from '@/lib/features/payments/schema'
import { findApplicant } from '@/lib/platform/auth/current'
import { currentTime } from '@/lib/platform/clock'
import { log } from '@/lib/platform/log'
import { takeTry } from '@/lib/platform/rate-limit'
import { isSameOrigin } from '@/lib/platform/request'

/**
 * Pay was pressed. A plain form post, so that it works without JavaScript and the paying page arrives as a document of its
 * own, with the policy that lets its form go to the gateway. What is refused stands on the payment page anyway.
 */
export async function POST(
  _request: Request,
  { params }: RouteContext<'/applications/[number]/payment/start'>,
) {
  const input = feeInput.safeParse(await params)
  if (!input.success) return new Response(null, { status: 404 })
  const { number } = input.data
  const started = await start(number).catch((error: unknown) => {
    log.error({ err: error }, 'starting a payment failed')
    return refuse('try_again', { waitsFor: 'staff' })
  })
  const page = `/applications/${number}/payment`
  if (started.ok) return seeOther(started.value.path)
  const { code } = started.refusal
  if (code === 'signed_out') return seeOther(`/sign-in?next=${encodeURIComponent(page)}`)
  return seeOther(`${page}?refused=${code}`)
}

async function start(number: string): Promise<Result<{ path: string }>> {
  if (!(await isSameOrigin())) return refuse('came_from_elsewhere')
  const applicant = await findApplicant()
  if (!applicant.ok) return applicant
  const { partnerId, accountId } = applicant.value
  if (!(await takeTry(partnerId, `start_payment:${accountId}`, { tries: 20, seconds: 60 })))
    return refuse('too_many_tries')
  const ctx = {
    actor: applicant.value,
    now: await currentTime(),
    source: 'browser' as const,
    requestId: randomUUID(),
  }
  return startPayment(ctx, { number })
}

const seeOther = (location: string) =>
  new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
