import type { z } from 'zod'

/**
 * A job's definition: plain, so that a command can enqueue it without importing who runs it.
 * `rerunAfterSeconds`: a worker that dies loses the job for this long, then another runs it again.
 */
export type Job<Payload> = {
  name: string
  payload: z.ZodType<Payload>
  rerunAfterSeconds: number
  tries: number
}
