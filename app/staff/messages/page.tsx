import { getTranslations } from 'next-intl/server'
import { Templates } from '@/components/outreach/templates'
import { roleMay } from '@/lib/domain/partners/permissions'
import { listTemplates } from '@/lib/features/outreach/queries/templates'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('outreach'))('title') })

export default async function MessagesPage() {
  const staff = await requireStaff('messages.send', '/staff/messages')
  return (
    <Templates templates={await listTemplates(staff)} mayEdit={roleMay(staff.role, 'templates.manage')} />
  )
}
