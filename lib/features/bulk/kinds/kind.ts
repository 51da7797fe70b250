import type { z } from 'zod'
import type { Localised } from '@/db/schema/partners'
import type { Verdict } from '@/lib/domain/bulk/run'
import { type Permission, roleMay } from '@/lib/domain/partners/permissions'
import { type Result, refuse } from '@/lib/domain/shared/result'
import type { Staff } from '@/lib/platform/auth/actors'
import type { Ctx } from '@/lib/platform/context'

/** One application in the hand of a worker. `runId` makes a repeated try the same try. */
export type BulkApplication = { id: string; number: string; runId: string }

/** A choice of a field; one without a name of its own is named by `bulk.kinds.<kind>.options.<value>`. */
export type BulkChoice = { value: string; label: string | Localised | null }

/** One thing a kind asks for before its dry run. Its words are `bulk.kinds.<kind>.fields.<name>`. */
export type BulkField = {
  name: string
  as: 'select' | 'checkboxes' | 'text' | 'textarea'
  isOptional?: boolean
  options?: BulkChoice[]
}

type Definition<P extends Permission, Input> = {
  permission: P
  input: z.ZodType<Input>
  /** Applications done at once by one worker, and seconds after which a silent worker counts as dead. */
  pace: { atOnce: number; leaseSeconds: number }
  fields?: (staff: Staff<P>) => Promise<BulkField[]>
  /** What would happen to each of these applications now; one that is left out is not found. */
  judge: (staff: Staff<P>, input: Input, ids: string[], now: Date) => Promise<Map<string, Verdict>>
  /** Does it to one application through the command of its feature; safe to repeat. `already`: nothing was left to do. */
  act: (ctx: Ctx<Staff<P>>, input: Input, application: BulkApplication) => Promise<Result<'done' | 'already'>>
}

/** A kind with its input read: what the engine needs of it. */
export type ReadyKind = {
  input: Record<string, unknown>
  judge: (staff: Staff, ids: string[], now: Date) => Promise<Map<string, Verdict>>
  act: (ctx: Ctx<Staff>, application: BulkApplication) => Promise<Result<'done' | 'already'>>
}

/** Something that can be done to many applications. */
export type BulkKind = {
  permission: Permission
  pace: { atOnce: number; leaseSeconds: number }
  fields: (staff: Staff) => Promise<BulkField[]>
  /** Refuses `invalid_input` naming the fields, as message keys below `bulk.errors`. */
  read: (raw: Record<string, unknown>) => Result<ReadyKind>
}

/** Makes a kind out of its definition: its input's type stays inside. */
export function defineKind<P extends Permission, Input extends Record<string, unknown>>(
  definition: Definition<P, Input>,
): BulkKind {
  // The engine asks `roleMay` before it lets anybody at a kind; the proof is written down here.
  const proven = (staff: Staff): Staff<P> => {
    if (!roleMay(staff.role, definition.permission)) throw new Error('a kind was reached without permission')
    return staff as Staff<P>
  }
  return {
    permission: definition.permission,
    pace: definition.pace,
    fields: async (staff) => definition.fields?.(proven(staff)) ?? [],
    read: (raw) => {
      const parsed = definition.input.safeParse(raw)
      if (!parsed.success) {
        const fields: Record<string, string> = {}
        for (const { path, message } of parsed.error.issues) fields[path.join('.')] ??= message
        return refuse('invalid_input', { fields })
      }
      const input = parsed.data
      const ready: ReadyKind = {
        input,
        judge: (staff, ids, now) => definition.judge(proven(staff), input, ids, now),
        act: (ctx, application) => definition.act({ ...ctx, actor: proven(ctx.actor) }, input, application),
      }
      return { ok: true, value: ready }
    },
  }
}

/** A feature's own verdict on one application as the dry run counts it; `isSo`: what is asked for holds already. */
export function verdictOf(may: Result<void>, isSo: boolean): Verdict {
  if (isSo) return { kind: 'already' }
  return may.ok ? { kind: 'change' } : { kind: 'refused', code: may.refusal.code, params: may.refusal.params }
}
