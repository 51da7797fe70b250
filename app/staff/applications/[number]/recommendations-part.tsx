import { StaffRecommended } from '@/components/assessments/staff-recommended'
import { findStaffRecommendations } from '@/lib/features/assessments/queries/recommendations'
import type { PartProps } from './part-props'

export async function RecommendationsPart({ staff, application: { number } }: PartProps) {
  const found = await findStaffRecommendations(staff, number)
  return found && <StaffRecommended found={found} />
}
