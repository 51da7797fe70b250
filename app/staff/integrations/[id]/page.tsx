import { getTranslations } from 'next-intl/server'
import { notFound } from 'next/navigation'
import { ReplayPart } from '@/components/alerts/replay-part'
import { StaffCall } from '@/components/partners/staff-call'
import { roleMay } from '@/lib/domain/partners/permissions'
import { isRowId } from '@/lib/domain/shared/row-id'
import { refuse } from '@/lib/domain/shared/result'
import { listReplays, replayOf } from '@/lib/features/alerts/queries/replay'
import { findCall, listTries } from '@/lib/features/partners/queries/integration-log'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('integrations.call_page_title'),
})

export default async function StaffCallPage({ params }: PageProps<'/staff/integrations/[id]'>) {
  const { id } = await params
  const staff = await requireStaff('integrations.read', `/staff/integrations/${encodeURIComponent(id)}`)
  const call = isRowId(id) ? await findCall(staff, id) : null
  if (!call) notFound()
  const [tries, replays, chosen] = await Promise.all([
    listTries(staff, call),
    listReplays(staff, call.id),
    roleMay(staff.role, 'integrations.replay')
      ? replayOf(staff.partnerId, call)
      : refuse('not_allowed', { waitsFor: 'staff' }),
  ])
  const verdict = chosen.ok ? { way: chosen.value.way } : { locked: chosen.refusal }
  return (
    <StaffCall call={call} tries={tries}>
      <ReplayPart callId={call.id} verdict={verdict} replays={replays} />
    </StaffCall>
  )
}
