import type { ApplicationFilter } from '@/lib/domain/applications/filter'
import type { Staff } from '@/lib/platform/auth/actors'
import { listRows } from './staff-list'

export type Neighbour = { number: string; fullName: string }

/** The applications before and after one in the list that a filter shows; null at its ends. */
export async function findNeighbours(
  staff: Staff<'applications.read'>,
  filter: ApplicationFilter,
  applicationId: string,
): Promise<{ previous: Neighbour | null; next: Neighbour | null }> {
  const [before, after] = await Promise.all([
    listRows(staff, filter, { before: applicationId }, 1),
    listRows(staff, filter, { after: applicationId }, 1),
  ])
  return { previous: before[0] ?? null, next: after[0] ?? null }
}
