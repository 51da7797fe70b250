import type { PlannedStep } from '../journeys/journey'
import type { DocumentState } from '../reviews/review'

/** How far one required thing is: the glossary's words. */
export const checklistStates = [
  'not_received',
  'received',
  'under_verification',
  'query_raised',
  'verified',
  'waived',
  'rejected',
] as const
export type ChecklistState = (typeof checklistStates)[number]

/** One required thing. `name` is a page of the form, or what a document is called; null for the others. */
export type ChecklistItem = {
  kind: 'email' | 'assessment' | 'page' | 'fee' | 'document'
  name: string | null
  state: ChecklistState
}

export type ChecklistFacts = {
  steps: readonly Pick<PlannedStep, 'kind' | 'state'>[]
  pages: readonly { page: string; isComplete: boolean; fields: readonly string[] }[]
  isFeeSettled: boolean
  isFeeWaived: boolean
  /** What an open question asks for again. */
  asked: readonly { field: string | null; documentName: string | null }[]
  /** Documents that count, newest first. */
  documents: readonly { name: string; state: DocumentState }[]
}

/** Everything that an application must bring, in the order of its journey, each with how far it is. */
export function checklistOf(facts: ChecklistFacts): ChecklistItem[] {
  const items = facts.steps.flatMap((step) => itemsOf(step, facts))
  const kept = facts.documents.map(({ name, state }) => ({ kind: 'document' as const, name, state }))
  const missing = facts.asked.flatMap(({ documentName: name }) =>
    name !== null && !kept.some((document) => document.name === name)
      ? [{ kind: 'document' as const, name, state: 'query_raised' as const }]
      : [],
  )
  return [...items, ...kept, ...missing]
}

function itemsOf({ kind, state }: ChecklistFacts['steps'][number], facts: ChecklistFacts): ChecklistItem[] {
  switch (kind) {
    case 'verify_email':
      return [{ kind: 'email', name: null, state: state === 'done' ? 'verified' : 'not_received' }]
    case 'assessment':
      return [{ kind: 'assessment', name: null, state: ofStep(state) }]
    case 'form':
      return facts.pages.map((page) => ({ kind: 'page', name: page.page, state: ofPage(page, facts) }))
    case 'fee':
      return state === 'skipped' && !facts.isFeeWaived
        ? []
        : [{ kind: 'fee', name: null, state: ofFee(state, facts) }]
    default:
      return []
  }
}

function ofPage(
  { isComplete, fields }: ChecklistFacts['pages'][number],
  { asked }: ChecklistFacts,
): ChecklistState {
  if (asked.some(({ field }) => field !== null && fields.includes(field))) return 'query_raised'
  return isComplete ? 'received' : 'not_received'
}

function ofFee(state: PlannedStep['state'], { isFeeSettled, isFeeWaived }: ChecklistFacts): ChecklistState {
  if (isFeeSettled) return 'verified'
  return isFeeWaived ? 'waived' : ofStep(state)
}

const ofStep = (state: PlannedStep['state']): ChecklistState =>
  state === 'done' ? 'received' : state === 'waiting' ? 'under_verification' : 'not_received'
