import { z } from 'zod'

/** How far the panel may move the clock in one go: a minute to a fortnight. Seconds. */
export const clockSteps = [60, 600, 3_600, 21_600, 86_400, 259_200, 1_209_600] as const

export const moveClockInput = z.object({ seconds: z.coerce.number().int().min(1).max(31_536_000) })
export const chooseFaultInput = z.object({ simulator: z.string().min(1).max(40), fault: z.string().max(40) })
export const resetWorldInput = z.object({ confirm: z.literal('reset', { error: 'sandbox.confirm_needed' }) })
export const endSessionsInput = z.object({})
