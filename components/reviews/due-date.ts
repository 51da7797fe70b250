/** A task without a date is due in a hundred years, so that it stands behind every other; nobody need read that. */
export const hasDate = (dueAt: Date): boolean => dueAt.getUTCFullYear() < 2090
