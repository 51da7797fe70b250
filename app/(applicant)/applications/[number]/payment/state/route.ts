import { getPaymentState } from '@/lib/features/payments/queries/applicant'
import { findApplicant } from '@/lib/platform/auth/current'

const headers = { 'cache-control': 'no-store' }

/** What the payment page asks for while it waits: our state of the fee, never the gateway's. */
export async function GET(
  _request: Request,
  { params }: RouteContext<'/applications/[number]/payment/state'>,
) {
  const { number } = await params
  const applicant = await findApplicant()
  if (!applicant.ok)
    return new Response(null, { status: applicant.refusal.code === 'signed_out' ? 401 : 403, headers })
  return Response.json(await getPaymentState(applicant.value, number), { headers })
}
