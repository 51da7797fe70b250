import { StaffAnswers } from '@/components/applications/staff-answers'
import { listAnsweredPages } from '@/lib/features/applications/queries/staff-record-parts'
import { listChangedFields } from '@/lib/features/reviews/queries/record'
import type { PartProps } from './part-props'

export async function AnswersPart({ staff, application: { id } }: PartProps) {
  const [pages, changed] = await Promise.all([listAnsweredPages(staff, id), listChangedFields(staff, id)])
  return <StaffAnswers pages={pages} changed={changed} />
}
