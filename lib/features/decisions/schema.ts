import { z } from 'zod'
import { decisionKinds } from '@/lib/domain/decisions/decision'
import { seatCategories } from '@/lib/domain/decisions/seats'
import { readIndiaTime } from '@/lib/domain/shared/india-time'
import type { Job } from '@/lib/platform/jobs/job'

const number = z.string().regex(/^APP-\d\d-[0-9A-Z]{6}$/)
const optionalId = z
  .union([z.literal(''), z.uuid()])
  .optional()
  .transform((id) => id || null)
const oneOrMany = <T extends z.ZodType>(item: T) =>
  z.preprocess((typed) => (Array.isArray(typed) ? typed : typed === undefined ? [] : [typed]), z.array(item))

/** Which application: its public number, as printed. */
export const applicationInput = z.object({ number })
export type ApplicationInput = z.infer<typeof applicationInput>

const proposal = {
  kind: z.enum(decisionKinds, 'decision_kind'),
  programmeId: optionalId,
  /** Empty: the applicant's own category where it has seats, else anybody's. */
  category: z
    .union([z.literal(''), z.enum(seatCategories)])
    .optional()
    .transform((category) => category || null),
  reason: z.string().trim().min(3, 'decision_reason').max(2000, 'decision_reason'),
}

export const proposeInput = z.object({
  number,
  ...proposal,
  waitlistRank: z.coerce.number().int().min(1).max(99_999).optional().catch(undefined),
})
export type ProposeInput = z.infer<typeof proposeInput>

/** The most applications that one press decides about. */
export const mostAtOnce = 200

const numbers = oneOrMany(number).refine((all) => all.length >= 1 && all.length <= mostAtOnce, 'numbers')

export const proposeManyInput = z.object({ numbers, ...proposal })
export type ProposeManyInput = z.infer<typeof proposeManyInput>
export const confirmManyInput = z.object({ numbers })
export type ConfirmManyInput = z.infer<typeof confirmManyInput>

export const takeBackInput = z.object({ number })

const indiaTime = z
  .string('india_time')
  .transform((text) => readIndiaTime(text))
  .refine((at) => at !== null, 'india_time')
  .transform((at) => at as Date)

export const createReleaseInput = z.object({
  name: z.string().trim().min(3, 'release_name').max(80, 'release_name'),
  intakeId: z.uuid('release_intake'),
  programmeId: optionalId,
  kinds: oneOrMany(z.enum(decisionKinds)).refine((kinds) => kinds.length > 0, 'release_kinds'),
  firstBatchSize: z.coerce
    .number('first_batch')
    .int('first_batch')
    .min(1, 'first_batch')
    .max(1000, 'first_batch'),
  holdMinutes: z.coerce.number('hold').int('hold').min(0, 'hold').max(10_080, 'hold'),
  respondBy: indiaTime,
})
export type CreateReleaseInput = z.infer<typeof createReleaseInput>

export const releaseInput = z.object({ releaseId: z.uuid() })
export type ReleaseInput = z.infer<typeof releaseInput>
/** `fingerprint`: of the list on the page where it was pressed. */
export const approveReleaseInput = z.object({ releaseId: z.uuid(), fingerprint: z.string() })
export type ApproveReleaseInput = z.infer<typeof approveReleaseInput>
export const scheduleReleaseInput = z.object({ releaseId: z.uuid(), at: indiaTime })
export type ScheduleReleaseInput = z.infer<typeof scheduleReleaseInput>
export const releaseItemInput = z.object({ releaseId: z.uuid(), decisionId: z.uuid() })
export type ReleaseItemInput = z.infer<typeof releaseItemInput>

export const setSeatsInput = z.object({
  intakeId: z.uuid(),
  programmeId: z.uuid(),
  category: z.enum(seatCategories),
  capacity: z.coerce.number('seats').int('seats').min(0, 'seats').max(100_000, 'seats'),
})
export type SetSeatsInput = z.infer<typeof setSeatsInput>

export const poolInput = z.object({
  intakeId: z.uuid(),
  programmeId: z.uuid(),
  category: z.enum(seatCategories),
})
export type PoolInput = z.infer<typeof poolInput>

const words = (most: number, complaint: string) =>
  z.string(complaint).trim().min(1, complaint).max(most, complaint)
const localised = (locale: 'en' | 'hi') => ({
  [`subject_${locale}`]: words(160, 'letter_subject'),
  [`body_${locale}`]: words(6000, 'letter_body'),
  [`signatory_${locale}`]: words(120, 'letter_signatory'),
  [`designation_${locale}`]: words(160, 'letter_designation'),
})
export const saveTemplateInput = z
  .object({ kind: z.enum(decisionKinds), ...localised('en'), ...localised('hi') })
  .transform((typed) => ({
    kind: typed.kind,
    content: { en: textIn(typed, 'en'), hi: textIn(typed, 'hi') },
  }))
export type SaveTemplateInput = z.infer<typeof saveTemplateInput>

function textIn(typed: Record<string, unknown>, locale: 'en' | 'hi') {
  const of = (name: string) => String(typed[`${name}_${locale}`])
  return {
    subject: of('subject'),
    body: of('body'),
    signatory: of('signatory'),
    designation: of('designation'),
  }
}
export const publishTemplateInput = z.object({ kind: z.enum(decisionKinds) })
export type PublishTemplateInput = z.infer<typeof publishTemplateInput>

export type MakeLetter = { partnerId: string; letterId: string }

/** Makes a letter's file ahead of its first download. */
export const makeLetterJob: Job<MakeLetter> = {
  name: 'decisions.make_letter',
  payload: z.object({ partnerId: z.uuid(), letterId: z.uuid() }),
  rerunAfterSeconds: 60,
  tries: 5,
}

export type MoveUp = {
  partnerId: string
  intakeId: string
  programmeId: string
  category: string
  cause: string
}

/** Proposes an admission for whoever is next on a waitlist whose pool has a free seat. */
export const moveUpJob: Job<MoveUp> = {
  name: 'decisions.move_up',
  payload: z.object({
    partnerId: z.uuid(),
    intakeId: z.uuid(),
    programmeId: z.uuid(),
    category: z.string(),
    cause: z.string(),
  }),
  rerunAfterSeconds: 60,
  tries: 5,
}
