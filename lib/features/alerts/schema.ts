import { z } from 'zod'
import { alertKinds } from '@/lib/domain/alerts/alert'
import { backfillScopes } from '@/lib/domain/alerts/backfill'
import { staffRoles } from '@/lib/domain/partners/permissions'
import { readIndiaTime } from '@/lib/domain/shared/india-time'
import { isRowId } from '@/lib/domain/shared/row-id'
import type { Job } from '@/lib/platform/jobs/job'

const rowId = z.string().refine(isRowId, 'invalid')
const note = z.string().trim().max(500, 'note_too_long').default('')

/** Says that somebody looks after an alert; the note tells the others what is being done. */
export const acknowledgeInput = z.object({ alertId: rowId, note })
export type AcknowledgeInput = z.infer<typeof acknowledgeInput>

/** Gives an alert to a person, or to nobody (empty). */
export const assignAlertInput = z.object({
  alertId: rowId,
  assigneeId: z
    .string()
    .default('')
    .refine((id) => id === '' || isRowId(id), 'invalid')
    .transform((id) => id || null),
})
export type AssignAlertInput = z.infer<typeof assignAlertInput>

const listOf = <T>(one: z.ZodType<T, unknown>) =>
  z.preprocess((given) => (given === undefined ? [] : Array.isArray(given) ? given : [given]), z.array(one))

const emails = z
  .string()
  .max(1000, 'emails_invalid')
  .default('')
  .transform((text) => [...new Set(text.split(/[\s,;]+/).filter((one) => one !== ''))])
  .pipe(z.array(z.email('emails_invalid').toLowerCase()).max(10, 'emails_too_many'))

const whole = (least: number, most: number, error: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,6}$/, error)
    .transform(Number)
    .pipe(z.number().min(least, error).max(most, error))

/** How one kind of alert is set; a number its form does not ask for is left as it was. */
export const saveRuleInput = z.object({
  kind: z.enum(alertKinds),
  isOn: z
    .literal('yes')
    .optional()
    .transform((ticked) => ticked === 'yes'),
  threshold: whole(1, 100_000, 'threshold_range').optional(),
  minutes: whole(0, 43_200, 'minutes_range').optional(),
  roles: listOf(z.enum(staffRoles)),
  emails,
})
export type SaveRuleInput = z.output<typeof saveRuleInput>

export const replayInput = z.object({ callId: rowId })
export type ReplayInput = z.infer<typeof replayInput>

const indiaTime = z
  .string()
  .transform((text) => readIndiaTime(text))
  .refine((at) => at !== null, 'time_invalid')

/** Which time range is asked about again. `connection` is an id, or `mail`. */
export const startBackfillInput = z
  .object({
    connection: z.string().refine((id) => id === 'mail' || isRowId(id), 'connection_required'),
    from: indiaTime,
    until: indiaTime,
    scope: z.enum(backfillScopes),
  })
  .transform(({ connection, ...range }) => ({
    ...range,
    connectionId: connection === 'mail' ? null : connection,
  }))
  .refine(({ from, until }) => from < until, { path: ['until'], error: 'time_order' })

export const backfillInput = z.object({ backfillId: rowId })
export type BackfillInput = z.infer<typeof backfillInput>

/** Does the next few lines of a backfill, and asks for itself again while some are left. */
export const runBackfillJob: Job<{ partnerId: string; backfillId: string }> = {
  name: 'alerts.run_backfill',
  payload: z.object({ partnerId: z.guid(), backfillId: z.guid() }),
  rerunAfterSeconds: 120,
  tries: 50,
}
