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
 * its anchor and the key of its short name in messages `staff.parts`.
 */
const parts = [
  { id: 'summary', Part: SummaryPart },
  { id: 'journey', Part: JourneyPart },
  { id: 'checklist', Part: ChecklistPart },
  { id: 'preferences', Part: PreferencesPart },
  { id: 'answers', Part: AnswersPart },
  { id: 'queries', Part: QueryPart },
  { id: 'documents', Part: DocumentsPart },
  { id: 'reviews', Part: ReviewPart },
  { id: 'attempts', Part: AttemptsPart },
  { id: 'recommendations', Part: RecommendationsPart },
  { id: 'extra-time', Part: ExtraTimePart },
  { id: 'decision', Part: DecisionPart },
  { id: 'fee', Part: FeePart },
  { id: 'notes', Part: NotesPart },
  { id: 'mail', Part: MailPart },
  { id: 'person', Part: DuplicatesPart },
  { id: 'letter', Part: LetterPart },
] as const satisfies readonly RecordPartLine[]

type RecordPartLine = { id: string; Part: (props: PartProps) => Promise<ReactNode> }

export const partIds = parts.map(({ id }) => id)

/** Every part; they are read at the same time. */
export const RecordParts = (props: PartProps) =>
  parts.map(({ id, Part }) => (
    <RecordPart key={id} id={id}>
      <Part {...props} />
    </RecordPart>
  ))

/** What happened, beside the parts. */
export const RecordTimeline = (props: PartProps) => (
  <RecordPart id="timeline">
    <TimelinePart {...props} />
  </RecordPart>
)
