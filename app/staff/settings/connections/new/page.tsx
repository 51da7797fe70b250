import { NewConnection } from '@/components/partners/new-connection'
import { getCurrentPartner } from '@/lib/features/partners/queries'
import { listProviderChoices } from '@/lib/features/partners/queries/connection'
import { requireStaff } from '@/lib/platform/auth/current'

// The form says its own title: it changes when something was not accepted.
export const metadata = { title: { absolute: '' } }

export default async function NewConnectionPage() {
  const staff = await requireStaff('settings.manage', '/staff/settings/connections/new')
  const partner = await getCurrentPartner()
  return <NewConnection choices={listProviderChoices(staff)} partnerName={partner.name} />
}
