import type { Staff } from '@/lib/platform/auth/actors'
import { currentTime } from '@/lib/platform/clock'
import { countFacets } from './facets'

/** What the home page counts of applications; each number is that of the list it opens. */
export type ApplicationCounts = { drafts: number; submitted: number; inReview: number }

/** The partner's applications by how far they are, from the counters. */
export async function getApplicationCounts(staff: Staff<'applications.read'>): Promise<ApplicationCounts> {
  const groups = await countFacets(staff.partnerId, { by: ['state', 'standing'], now: await currentTime() })
  const sum = (fits: (group: (typeof groups)[number]) => boolean) =>
    groups.filter(fits).reduce((total, { count }) => total + count, 0)
  return {
    drafts: sum(({ state }) => state === 'draft'),
    submitted: sum(({ state }) => state === 'submitted'),
    inReview: sum(({ standing }) => standing === 'in_review'),
  }
}
