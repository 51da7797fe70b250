/** How far one sitting has come. `abandoned` and `expired` may be our clock's conclusion; `completed` is only ever the provider's. */
export const progressStates = [
  'not_started',
  'in_progress',
  'completed',
  'abandoned',
  'expired',
  'failed',
] as const
export type Progress = (typeof progressStates)[number]

/** What we hold of its result, an axis of its own: a sitting can be finished before its result exists. */
export const resultStates = ['none', 'pending', 'partial', 'ready', 'unavailable'] as const
export type ResultState = (typeof resultStates)[number]
