import { StaffAnswers } from '@/components/applications/staff-answers'
import { listAnsweredPages } from '@/lib/features/applications/queries/staff-record-parts'
import type { PartProps } from './part-props'

export async function AnswersPart({ staff, application }: PartProps) {
  return <StaffAnswers pages={await listAnsweredPages(staff, application.id)} />
}
