/** How applications of a stage come to their reviewers. */
export const assignmentWays = ['by_hand', 'evenly', 'by_rule'] as const
export type AssignmentWay = (typeof assignmentWays)[number]

/**
 * One reviewer's task. `done`: scorecard submitted; `removed`: staff took it back; `declined`: the reviewer knows the
 * person, and is never given this application again; `closed`: the stage went on without it.
 */
export const assignmentStates = ['open', 'done', 'removed', 'declined', 'closed'] as const
export type AssignmentState = (typeof assignmentStates)[number]

type AssignmentMoveRule = { from: readonly AssignmentState[]; to: AssignmentState }

/** Every way an assignment may move. */
export const assignmentMoves = {
  submit: { from: ['open'], to: 'done' },
  reopen: { from: ['done'], to: 'open' },
  remove: { from: ['open'], to: 'removed' },
  decline: { from: ['open'], to: 'declined' },
  close: { from: ['open'], to: 'closed' },
  give_again: { from: ['removed', 'closed'], to: 'open' },
} as const satisfies Record<string, AssignmentMoveRule>

/** What a reviewer recommends. */
export const verdicts = ['admit', 'waitlist', 'deny'] as const
export type Verdict = (typeof verdicts)[number]

/** A scorecard is a draft until it is submitted; its own reviewer may reopen it until the stage closes. */
export const reviewStates = ['draft', 'submitted'] as const
export type ReviewState = (typeof reviewStates)[number]

/** A question to the applicant. */
export const queryStates = ['open', 'answered', 'accepted', 'asked_again', 'withdrawn'] as const
export type QueryState = (typeof queryStates)[number]

/** What a query asks for: a field of the form, or a document by name. */
export const queryItemKinds = ['field', 'document'] as const

/** Where a document stands: the words of the checklist. */
export const documentStates = ['received', 'under_verification', 'verified', 'rejected'] as const
export type DocumentState = (typeof documentStates)[number]

/** What an applicant may upload. */
export const documentTypes = ['application/pdf', 'image/jpeg', 'image/png'] as const
export type DocumentType = (typeof documentTypes)[number]
