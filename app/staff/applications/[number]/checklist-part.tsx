import { StaffChecklist } from '@/components/applications/staff-checklist'
import { checklistOf } from '@/lib/domain/applications/checklist'
import { findApplicationRecord } from '@/lib/features/applications/queries/staff-record'
import { listAnsweredPages, listPreferences } from '@/lib/features/applications/queries/staff-record-parts'
import { findRecordQueries, listRecordDocuments } from '@/lib/features/reviews/queries/record'
import { findStaff } from '@/lib/platform/auth/current'
import type { PartProps } from './part-props'

export async function ChecklistPart({ staff, application: { id, number } }: PartProps) {
  // Documents and what is asked for again are a reviewer's matter; other roles read the rest of the list.
  const mayReview = await findStaff('applications.review')
  const [record, pages, preferences, asked, documents] = await Promise.all([
    findApplicationRecord(staff, number),
    listAnsweredPages(staff, id),
    listPreferences(staff, id),
    mayReview.ok ? findRecordQueries(staff, id) : null,
    mayReview.ok ? listRecordDocuments(staff, id) : null,
  ])
  if (!record) return null
  const open = (asked?.queries ?? []).filter(({ state }) => state === 'open' || state === 'asked_again')
  const items = checklistOf({
    steps: record.steps,
    pages: [
      ...pages.map(({ page, isComplete, answers }) => ({
        page,
        isComplete,
        fields: answers.map(({ field }) => field),
      })),
      { page: 'preferences', isComplete: preferences.length > 0, fields: [] },
    ],
    isFeeSettled: record.application.feeSettledAt !== null,
    isFeeWaived: record.application.feeWaivedAt !== null,
    asked: open.flatMap(({ items }) => items),
    documents: (documents ?? []).filter(({ replacedAt }) => replacedAt === null),
  })
  return <StaffChecklist items={items} />
}
