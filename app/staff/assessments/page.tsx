import { getTranslations } from 'next-intl/server'
import { readAttemptFilter, StaffAttempts } from '@/components/assessments/staff-attempts'
import { StaffUnmatched } from '@/components/assessments/staff-unmatched'
import { sameAddress } from '@/components/staff/list-address'
import {
  listAliasTargets,
  listAttempts,
  listUnmatchedCourses,
} from '@/lib/features/assessments/queries/staff'
import { findStaff, requireStaff } from '@/lib/platform/auth/current'
import { readTimedPlace, timedPage } from '@/lib/platform/keyset'

export const generateMetadata = async () => ({
  title: (await getTranslations('staff'))('assessments.page_title'),
})

export default async function StaffAssessmentsPage({ searchParams }: PageProps<'/staff/assessments'>) {
  const raw = await searchParams
  const staff = await requireStaff('applications.read', sameAddress('/staff/assessments', raw))
  if (raw.view === 'courses') {
    const mayAlias = await findStaff('programmes.alias')
    const [courses, programmes] = await Promise.all([
      listUnmatchedCourses(staff),
      mayAlias.ok ? listAliasTargets(mayAlias.value) : null,
    ])
    return <StaffUnmatched courses={courses} programmes={programmes} role={staff.role} />
  }
  const filter = readAttemptFilter(raw)
  const page = timedPage(await listAttempts(staff, { filter, after: readTimedPlace(raw) }))
  return <StaffAttempts raw={raw} filter={filter} page={page} />
}
