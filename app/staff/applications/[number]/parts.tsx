import type { ReactNode } from 'react'
import { RecordPart } from '@/components/applications/record-frame'
import { AnswersPart } from './answers-part'
import { AttemptsPart } from './attempts-part'
import { ChecklistPart } from './checklist-part'
import { DocumentsPart } from './documents-part'
import { DecisionPart } from './decision-part'
import { DuplicatesPart } from './duplicates-part'
import { ExtraTimePart } from './extra-time-part'
import { FeePart } from './fee-part'
import { JourneyPart } from './journey-part'
import { LetterPart } from './letter-part'
import { MailPart } from './mail-part'
import { NotesPart } from './notes-part'
import type { PartProps } from './part-props'
import { PreferencesPart } from './preferences-part'
import { QueryPart } from './query-part'
import { RecommendationsPart } from './recommendations-part'
import { ReviewPart } from './review-part'
import { SummaryPart } from './summary-part'
import { TimelinePart } from './timeline-part'

/**
 * What a record holds, in the order in which it is read. A new part is one file beside this one and one line here; `id` is
 * its anchor and the key of its short name in messages `staff.parts`, `lines` about how high it will be, for its skeleton.
 */
const parts = [
  { id: 'summary', lines: 12, Part: SummaryPart },
  { id: 'journey', lines: 14, Part: JourneyPart },
  { id: 'checklist', lines: 7, Part: ChecklistPart },
  { id: 'preferences', lines: 4, Part: PreferencesPart },
  { id: 'answers', lines: 6, Part: AnswersPart },
  { id: 'queries', lines: 5, Part: QueryPart },
  { id: 'documents', lines: 3, Part: DocumentsPart },
  { id: 'reviews', lines: 8, Part: ReviewPart },
  { id: 'attempts', lines: 24, Part: AttemptsPart },
  { id: 'recommendations', lines: 8, Part: RecommendationsPart },
  { id: 'extra-time', lines: 3, Part: ExtraTimePart },
  { id: 'decision', lines: 8, Part: DecisionPart },
  { id: 'fee', lines: 10, Part: FeePart },
  { id: 'notes', lines: 5, Part: NotesPart },
  { id: 'mail', lines: 6, Part: MailPart },
  { id: 'person', lines: 3, Part: DuplicatesPart },
  { id: 'letter', lines: 4, Part: LetterPart },
] as const satisfies readonly RecordPartLine[]

type RecordPartLine = { id: string; lines: number; Part: (props: PartProps) => Promise<ReactNode> }

export const partIds = parts.map(({ id }) => id)

/** Every part, each as soon as it is read: a slow one holds nobody up. */
export const RecordParts = (props: PartProps) =>
  parts.map(({ id, lines, Part }) => (
    <RecordPart key={id} id={id} lines={lines}>
      <Part {...props} />
    </RecordPart>
  ))

/** What happened, beside the parts. */
export const RecordTimeline = (props: PartProps) => (
  <RecordPart id="timeline" lines={40}>
    <TimelinePart {...props} />
  </RecordPart>
)
