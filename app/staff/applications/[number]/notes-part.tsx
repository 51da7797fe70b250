import { RecordNotes } from '@/components/reviews/record-notes'
import { listRecordNotes } from '@/lib/features/reviews/queries/record'
import type { PartProps } from './part-props'

export async function NotesPart({ staff, application: { id, number } }: PartProps) {
  return <RecordNotes number={number} {...await listRecordNotes(staff, id)} />
}
