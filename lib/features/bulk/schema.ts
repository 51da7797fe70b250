import { z } from 'zod'
import { readIndiaTime } from '@/lib/domain/shared/india-time'
import { isRowId } from '@/lib/domain/shared/row-id'

/** Applications that may be chosen one by one; more are reached by a filter. */
export const mostChosen = 500

/** Fields of the form that begins a run which are the engine's own; whatever else is sent is the kind's input. */
const own = ['kind', 'target', 'ids'] as const

/** Ids behind commas or sent one by one. */
const chosenIds = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((sent) => [...new Set([sent].flat().flatMap((text) => text.split(',')))].filter(isRowId))
  .pipe(z.array(z.string()).max(mostChosen))

/** Begins a run: which kind, aimed at what (`target`: a filter as in the list's address, or `choice` with `ids`), with which input. */
export const startRunInput = z
  .looseObject({
    kind: z.string().max(40),
    target: z.string().max(4000).default('choice'),
    ids: chosenIds,
  })
  .transform(({ kind, target, ids, ...rest }) => ({
    kind,
    target: target === 'choice' ? { by: 'choice' as const, ids } : { by: 'filter' as const, query: target },
    input: Object.fromEntries(Object.entries(rest).filter(([name]) => !own.some((word) => word === name))),
  }))
export type StartRunInput = z.output<typeof startRunInput>

export const runInput = z.object({ runId: z.string().refine(isRowId, 'invalid') })
export type RunInput = z.output<typeof runInput>

/** Confirms a run: at once, or from an instant on that is typed in India time. */
export const confirmRunInput = runInput.extend({
  startsAt: z
    .string()
    .default('')
    .transform((typed, ctx) => {
      if (typed.trim() === '') return null
      const at = readIndiaTime(typed.trim())
      if (at) return at
      ctx.addIssue({ code: 'custom', message: 'invalid' })
      return z.NEVER
    }),
})
export type ConfirmRunInput = z.output<typeof confirmRunInput>
