import { getTranslations } from 'next-intl/server'
import { AlertRules } from '@/components/alerts/alert-rules'
import { roleMay } from '@/lib/domain/partners/permissions'
import { listAlertRules } from '@/lib/features/alerts/queries/alerts'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('alerts'))('rules.page_title') })

export default async function AlertRulesPage() {
  const staff = await requireStaff('alerts.read', '/staff/alerts/rules')
  return <AlertRules rules={await listAlertRules(staff)} mayChange={roleMay(staff.role, 'alerts.manage')} />
}
