import { getTranslations } from 'next-intl/server'
import { Reminders } from '@/components/outreach/reminders'
import {
  listIntakesToRemind,
  listReminderRules,
  listTemplates,
} from '@/lib/features/outreach/queries/templates'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({ title: (await getTranslations('outreach'))('tabs.reminders') })

export default async function RemindersPage({ searchParams }: PageProps<'/staff/messages/reminders'>) {
  const { rule } = await searchParams
  const staff = await requireStaff('reminders.manage', '/staff/messages/reminders')
  const sender = await requireStaff('messages.send', '/staff/messages/reminders')
  const [rules, templates, intakes] = await Promise.all([
    listReminderRules(staff),
    listTemplates(sender),
    listIntakesToRemind(staff),
  ])
  const sendable = templates.filter(({ published, retiredAt }) => published !== null && !retiredAt)
  const changing = rules.find(({ id }) => id === rule) ?? null
  return <Reminders rules={rules} changing={changing} templates={sendable} intakes={intakes} />
}
