import { z } from 'zod'
import { standings } from '@/lib/domain/journeys/standing'
import { messagePurposes } from '@/lib/domain/outreach/consent'
import { mergeProblems } from '@/lib/domain/outreach/merge'

// A complaint is a message key below `outreach.errors`.

const line = (most: number) =>
  z
    .string()
    .default('')
    .transform((typed) => typed.replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, 'missing').max(most, 'too_long'))

/** Text of a template in one language: everything between double braces must be a field that is filled. */
const filled = (most: number, isLine: boolean) =>
  z
    .string()
    .default('')
    .transform((typed) => (isLine ? typed.replace(/\s+/g, ' ') : typed.replace(/\r\n?/g, '\n')).trim())
    .pipe(
      z
        .string()
        .min(1, 'missing')
        .max(most, 'too_long')
        .superRefine((text, ctx) => {
          const [problem] = mergeProblems(text)
          if (problem) ctx.addIssue({ code: 'custom', message: problem.kind })
        }),
    )

/** A new template, by its name. */
export const newTemplateInput = z.object({
  name: line(80),
  purpose: z.enum(messagePurposes, 'missing'),
})
export type NewTemplateInput = z.output<typeof newTemplateInput>

/** Everything the editor sends; `doing` is the button pressed. */
export const editTemplateInput = z.object({
  templateId: z.guid(),
  doing: z.enum(['save', 'preview', 'publish']).default('save'),
  /** The application that the preview is filled with; empty: one that does not exist. */
  sample: z.string().max(40).default(''),
  subjectEn: filled(150, true),
  subjectHi: filled(150, true),
  bodyEn: filled(10_000, false),
  bodyHi: filled(10_000, false),
})
export type EditTemplateInput = z.output<typeof editTemplateInput>

export const templateInput = z.object({ templateId: z.guid() })
export type TemplateInput = z.output<typeof templateInput>

/** One letter to one applicant. */
export const sendLetterInput = z.object({
  number: z.string().max(40),
  templateId: z.guid('missing'),
  doing: z.enum(['preview', 'send']).default('preview'),
  /** Made with the page: a second press of Send is the same letter. */
  once: z.guid(),
})
export type SendLetterInput = z.output<typeof sendLetterInput>

const whole = (least: number, most: number) =>
  z
    .string()
    .default('')
    .transform((typed, ctx) => {
      const number = Number(typed.trim())
      if (Number.isInteger(number) && number >= least && number <= most) return number
      ctx.addIssue({ code: 'custom', message: typed.trim() === '' ? 'missing' : 'out_of_range' })
      return z.NEVER
    })

/** Steps at which somebody can be reminded: those that wait for the applicant. */
export const remindedSteps = [
  'email_unverified',
  'assessment_due',
  'assessment_under_way',
  'courses_waiting',
  'form',
  'fee_due',
] as const satisfies readonly (typeof standings)[number][]

/** A reminder rule as its form sends it; without an id it is a new one. */
export const reminderRuleInput = z.object({
  ruleId: z
    .string()
    .default('')
    .transform((typed) => typed || null)
    .pipe(z.guid().nullable()),
  name: line(80),
  step: z.enum(remindedSteps, 'missing'),
  intakeId: z
    .string()
    .default('')
    .transform((typed) => typed || null)
    .pipe(z.guid().nullable()),
  templateId: z.guid('missing'),
  afterHours: whole(1, 2160),
  mostTimes: whole(1, 10),
})
export type ReminderRuleInput = z.output<typeof reminderRuleInput>

export const switchRuleInput = z.object({ ruleId: z.guid(), to: z.enum(['on', 'off']) })
export type SwitchRuleInput = z.output<typeof switchRuleInput>

/** An applicant's word about news. */
export const chooseNewsInput = z.object({ wantsNews: z.enum(['yes', 'no'], 'missing') })
export type ChooseNewsInput = z.output<typeof chooseNewsInput>
