import { z } from 'zod'
import { complaintsAbout } from '@/lib/domain/assessments/rule-complaints'
import type { RecommendationRules } from '@/lib/domain/assessments/rules'
import { readTypedRules, toRules, type TypedRules } from '@/lib/domain/assessments/typed-rules'
import type { Job } from '@/lib/platform/jobs/job'

const number = z.string().trim().toUpperCase().max(20)

/** Which application: its public number. */
export const applicationInput = z.object({ number })
export type ApplicationInput = z.infer<typeof applicationInput>

/**
 * A click on "start": `origin` is the address the browser uses, where the provider sends it back to; `hasConsented`
 * counts where our notice stands in place of the provider's.
 */
export type LaunchInput = ApplicationInput & { origin: string; hasConsented?: boolean }

export const chooseRecommendationInput = z.object({ number, recommendationId: z.guid() })
export type ChooseRecommendationInput = z.infer<typeof chooseRecommendationInput>

export const aliasProgrammeInput = z.object({
  courseName: z.string().trim().min(1).max(300),
  programmeId: z.guid(),
})
export type AliasProgrammeInput = z.infer<typeof aliasProgrammeInput>

/** `unlessAskedSince`: nothing is to be done when the attempt has been asked about after that instant. */
export type SyncAttempt = { partnerId: string; attemptId: string; unlessAskedSince?: string }

/** Asks the provider about one attempt out of turn. Asking twice is harmless, so a dead worker's ask is soon repeated. */
export const syncAttemptJob: Job<SyncAttempt> = {
  name: 'assessments.sync_attempt',
  payload: z.object({
    partnerId: z.guid(),
    attemptId: z.guid(),
    unlessAskedSince: z.iso.datetime().optional(),
  }),
  rerunAfterSeconds: 60,
  tries: 3,
}

/** What the waiting page polls: our state, never the provider's. `version` changes whenever the page would read differently. */
export type AssessmentState = { version: string; isSettled: boolean }

const attemptNo = z.coerce.number().int().min(1).max(1000)
/** Why staff did it, in their own words: kept with the row, never in an event or a letter. */
const note = z.string().trim().min(3, 'note_missing').max(500, 'note_long')

/** One attempt of an application, as the form that staff pressed showed it. */
export const attemptInput = z.object({ number, attemptNo })
export type AttemptInput = z.infer<typeof attemptInput>

export const orderRetakeInput = z.object({ number, attemptNo, note })
export type OrderRetakeInput = z.infer<typeof orderRetakeInput>

/** `sectionId` is the provider's id of a section, as its marks name it. */
export const sectionInput = z.object({
  number,
  attemptNo,
  note,
  sectionId: z.string('section_missing').min(1, 'section_missing').max(100),
})
export type SectionInput = z.infer<typeof sectionInput>

/** `percent` of the normal time on top of it; 0 takes an earlier arrangement back. The reason is kept encrypted. */
export const extraTimeInput = z.object({
  number,
  // An empty field is no 0: it would take the arrangement back.
  percent: z
    .string('percent_wrong')
    .trim()
    .regex(/^\d{1,3}$/, 'percent_wrong')
    .transform(Number)
    .refine((percent) => percent <= 100, 'percent_wrong'),
  reason: z.string().trim().min(3, 'reason_missing').max(1000, 'note_long'),
})
export type ExtraTimeInput = z.infer<typeof extraTimeInput>

/** `finding`: what was found at the provider about an order that was never answered; other tasks need none. */
export const closeStaffTaskInput = z.object({
  taskId: z.guid(),
  note,
  finding: z.enum(['happened', 'did_not'], 'finding_missing').optional(),
})
export type CloseStaffTaskInput = z.infer<typeof closeStaffTaskInput>

export const reportInput = z.object({ id: z.guid() })
export type ReportInput = z.infer<typeof reportInput>

export const createRuleSetInput = z.object({
  name: z.string().trim().min(1, 'set_name_missing').max(80, 'set_name_too_long'),
})
export type CreateRuleSetInput = z.infer<typeof createRuleSetInput>

/** Which rules an intake uses from now on; null for none. */
export const assignRuleSetInput = z.object({
  intakeId: z.guid(),
  ruleSetId: z.union([z.guid(), z.literal('').transform(() => null)]),
})
export type AssignRuleSetInput = z.infer<typeof assignRuleSetInput>

/**
 * The editor of rules as its form was sent: `doing` is the button that was pressed, `basedOn` marks the rules that the form
 * began from. What was typed is taken as it is; `rulesInput` judges it when it is to be kept.
 */
export const editRulesInput = z
  .object({
    ruleSetId: z.guid(),
    doing: z.string().max(40).default('save'),
    basedOn: z.string().max(64).default(''),
    note: z.string().trim().max(500, 'note_too_long').default(''),
  })
  .catchall(z.unknown())
  .transform(({ ruleSetId, doing, basedOn, note, ...fields }) => ({
    ruleSetId,
    doing,
    basedOn,
    note,
    typed: readTypedRules(fields),
  }))
export type EditRulesInput = z.infer<typeof editRulesInput>

/** Typed rules as rules; every complaint stands at its field with a key of messages `rules.errors`. */
export const rulesInput = (programmeCodes: readonly string[]) =>
  z.custom<TypedRules>().transform((typed, ctx): RecommendationRules => {
    const complaints = complaintsAbout(typed, programmeCodes)
    for (const { field, error } of complaints)
      ctx.addIssue({ code: 'custom', path: field.split('.'), message: error, input: typed })
    return complaints.length > 0 ? z.NEVER : toRules(typed)
  })
