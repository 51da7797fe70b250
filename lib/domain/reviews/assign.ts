/** An application that needs reviewers: `wanted` more of them, none of `notThese` (has it already, or declined it). */
export type ReviewTask = { applicationId: string; wanted: number; notThese: readonly string[] }

/** A reviewer and how many applications they hold open already. */
export type ReviewerLoad = { id: string; load: number }

export type NewAssignment = { applicationId: string; reviewerId: string }

/**
 * Shares applications out: each goes to whoever holds least, ties by id, never to somebody of `notThese`, never twice to
 * one person. From equal loads nobody ends with more than one above anybody else, unless `notThese` forbids it.
 */
export const assignEvenly = (
  tasks: readonly ReviewTask[],
  reviewers: readonly ReviewerLoad[],
): NewAssignment[] => share(tasks, reviewers, () => reviewers.map(({ id }) => id))

/**
 * The same, but an application goes only to the reviewers that a rule names for the programme of first choice; one that no
 * rule names stays for staff to assign.
 */
export function assignByRule(
  tasks: readonly (ReviewTask & { programmeId: string | null })[],
  rules: readonly { programmeId: string; reviewerIds: readonly string[] }[],
  reviewers: readonly ReviewerLoad[],
): NewAssignment[] {
  const named = new Map(rules.map(({ programmeId, reviewerIds }) => [programmeId, reviewerIds]))
  return share(tasks, reviewers, ({ programmeId }) => named.get(programmeId ?? '') ?? [])
}

function share<Task extends ReviewTask>(
  tasks: readonly Task[],
  reviewers: readonly ReviewerLoad[],
  candidatesFor: (task: Task) => readonly string[],
): NewAssignment[] {
  const loads = new Map(reviewers.map(({ id, load }) => [id, load]))
  const made: NewAssignment[] = []
  for (const task of tasks) {
    const candidates = [...new Set(candidatesFor(task))]
      .filter((id) => loads.has(id) && !task.notThese.includes(id))
      .sort((a, b) => (loads.get(a) ?? 0) - (loads.get(b) ?? 0) || (a < b ? -1 : 1))
    for (const reviewerId of candidates.slice(0, Math.max(0, task.wanted))) {
      loads.set(reviewerId, (loads.get(reviewerId) ?? 0) + 1)
      made.push({ applicationId: task.applicationId, reviewerId })
    }
  }
  return made
}
