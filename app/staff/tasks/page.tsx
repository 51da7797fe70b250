import { getTranslations } from 'next-intl/server'
import { StaffTasks } from '@/components/assessments/staff-tasks'
import { listStaffTasks } from '@/lib/features/assessments/queries/staff-tasks'
import { requireStaff } from '@/lib/platform/auth/current'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('tasks.page_title'),
})

export default async function StaffTasksPage({ searchParams }: PageProps<'/staff/tasks'>) {
  const staff = await requireStaff('assessments.manage', '/staff/tasks')
  const { done } = await searchParams
  return <StaffTasks tasks={await listStaffTasks(staff)} justClosed={done === 'closed'} />
}
